import { distrusted, isDistrust } from './cause-of.ts'
import type { Feed, Link } from './feed.ts'

/**
 * A feed whose certificate has to be trusted: until it was connected, another try would not help. Later the certificate
 * may be renewed soon.
 *
 * @param word its name in pipeline files
 */
export function trustedFeed(word: string, feed: Feed): Feed {
  let trusted = false
  return {
    name: feed.name,
    ...(feed.taken && { taken: feed.taken.bind(feed) }),
    async run(link) {
      const watched: Link = {
        get signal() {
          return link.signal
        },
        get cursor() {
          return link.cursor
        },
        open() {
          trusted = true
          link.open()
        },
        heard() {
          trusted = true
          link.heard()
        },
        message(text, cursor) {
          trusted = true
          return link.message(text, cursor)
        },
      }
      try {
        await feed.run(watched)
      } catch (error) {
        throw trusted || !isDistrust(error) ? error : distrusted(word, feed.name, error)
      }
    },
  }
}
