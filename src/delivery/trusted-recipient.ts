import { distrusted, isDistrust } from '../live/cause-of.ts'
import type { Recipient } from './message.ts'

/**
 * A recipient whose certificate has to be trusted: until something was delivered, another try would not help. Later the
 * certificate may be renewed soon.
 *
 * @param word its name in pipeline files
 */
export function trustedRecipient<T>(word: string, recipient: Recipient<T>): Recipient<T> {
  const { idempotent, name } = recipient
  let trusted = false
  return {
    name,
    idempotent,
    async deliver(batch, signal) {
      try {
        await recipient.deliver(batch, signal)
        trusted = true
      } catch (error) {
        throw trusted || !isDistrust(error) ? error : distrusted(word, name, error)
      }
    },
    close: () => recipient.close?.() ?? Promise.resolve(),
  }
}
