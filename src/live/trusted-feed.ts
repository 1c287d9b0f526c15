import { distrusted, isDistrust } from './cause-of.ts'
import type { Feed } from './feed.ts'
import { watchedLink } from './watched-link.ts'

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
      const connected = () => {
        trusted = true
      }
      try {
        await feed.run(watchedLink(link, { connected }))
      } catch (error) {
        throw trusted || !isDistrust(error) ? error : distrusted(word, feed.name, error)
      }
    },
  }
}
