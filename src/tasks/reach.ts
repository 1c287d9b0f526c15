import { FencedError } from '../engine/engine.ts'
import { ConfigError, DataError } from '../errors.ts'
import type { Backoff } from '../live/backoff.ts'
import { unlessAborted } from './unless-aborted.ts'
import type { WorkerOnlooker } from './worker-onlooker.ts'

/** Whether the broker can be reached, by how calls to it end. Says once that it was lost, and once that it is back. */
export class Reach {
  /** Whether the last call got an answer. */
  connected = false
  private lostAt: number | undefined
  private readonly onlooker: WorkerOnlooker

  constructor(onlooker: WorkerOnlooker) {
    this.onlooker = onlooker
  }

  /** The result of a call. @param over a failure after it was aborted does not count as an outage */
  async of<T>(call: Promise<T>, over?: AbortSignal): Promise<T> {
    try {
      const result = await call
      this.answered()
      return result
    } catch (error) {
      if (isAnswer(error)) this.answered()
      else if (!over?.aborted) this.failed(error as Error)
      throw error
    }
  }

  /** The result of a call, tried until it succeeds; undefined if `end` is aborted before. */
  async persist<T>(call: () => Promise<T>, delay: Pick<Backoff, 'wait'>, end: AbortSignal): Promise<T | undefined> {
    while (!end.aborted) {
      try {
        return await unlessAborted(this.of(call(), end), end)
      } catch (error) {
        if (error instanceof ConfigError) throw error
        await delay.wait(end)
      }
    }
    return undefined
  }

  private answered(): void {
    this.connected = true
    if (this.lostAt === undefined) return
    const awayMs = performance.now() - this.lostAt
    this.lostAt = undefined
    this.onlooker.regained?.(awayMs)
  }

  private failed(error: Error): void {
    this.connected = false
    if (this.lostAt !== undefined) return
    this.lostAt = performance.now()
    this.onlooker.lost?.(error)
  }
}

/** Whether a broker has answered, if only with a refusal, or with what cannot be used, such as a damaged changelog. */
const isAnswer = (error: unknown) =>
  error instanceof FencedError || error instanceof ConfigError || error instanceof DataError
