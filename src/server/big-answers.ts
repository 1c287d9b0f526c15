import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'

const compressed = promisify(gzip)

/** Refuses a request while `most` others are being answered, so that answers nobody reads cannot fill the memory. */
export function atMost(most: number): MiddlewareHandler<{ Bindings: HttpBindings }> {
  let open = 0
  return async (context, next) => {
    const { outgoing } = context.env
    if (outgoing.destroyed) return context.body(null)
    if (open >= most) {
      const message = `answers: expected at most ${most} at once, got one more; ask again`
      return context.text(message, 503, { 'retry-after': '1' })
    }
    open++
    outgoing.once('close', () => open--)
    return next()
  }
}

/** A text, and the same compressed. */
export interface Answer {
  readonly text: Uint8Array<ArrayBuffer>
  readonly packed: Promise<Uint8Array<ArrayBuffer>>
}

/** The share of time spent on answers is at most 1 ÷ (1 + this). */
const restFactor = 20

/**
 * Makes an answer again only if enough time has passed since the last one, so that many requests do not slow down the
 * run; those in between share it.
 *
 * @param make returns the text
 * @param clock in milliseconds
 */
export function sharedAnswer(make: () => string, clock: () => number): () => Answer {
  let last: Answer | undefined
  let freshUntil = Number.NEGATIVE_INFINITY
  return () => {
    const begun = clock()
    if (last && begun < freshUntil) return last
    const text = Buffer.from(make())
    const now = clock()
    freshUntil = now + restFactor * (now - begun)
    let packed: Promise<Uint8Array<ArrayBuffer>> | undefined
    last = {
      text,
      get packed() {
        packed ??= compressed(text, { level: constants.Z_BEST_SPEED })
        return packed
      },
    }
    return last
  }
}
