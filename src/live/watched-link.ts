import type { Link } from './feed.ts'

/** What `watchedLink` calls. */
export interface LinkWatch {
  /** The feed is connected: it has opened, or something came. Called before it is passed on. */
  connected(): void
  /** A message was passed on. @param safe resolves as that of `Link.message` */
  sent?(safe: Promise<void>): void
}

/** A link that passes on everything, watched. */
export function watchedLink(link: Link, watch: LinkWatch): Link {
  return {
    get signal() {
      return link.signal
    },
    get cursor() {
      return link.cursor
    },
    open() {
      watch.connected()
      link.open()
    },
    heard() {
      watch.connected()
      link.heard()
    },
    message(text, cursor) {
      watch.connected()
      const safe = link.message(text, cursor)
      watch.sent?.(safe)
      return safe
    },
  }
}
