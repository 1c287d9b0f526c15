import { ConfigError } from '../errors.ts'
import { causeOf, isDistrust } from '../live/cause-of.ts'
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
        if (trusted || !isDistrust(error)) throw error
        const message = `expected a trusted certificate of ${name}, got ${causeOf(error)}`
        throw new ConfigError([{ where: `${word}.tls:`, message }])
      }
    },
    close: () => recipient.close?.() ?? Promise.resolve(),
  }
}
