import { FencedError } from '../engine/engine.ts'
import { ConfigError } from '../errors.ts'
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

  /** The result of a call. */
  async of<T>(call: Promise<T>): Promise<T> {
    try {
      const result = await call
      this.answered()
      return result
    } catch (error) {
      if (error instanceof FencedError || error instanceof ConfigError) this.answered()
      else this.failed(error as Error)
      throw error
    }
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
