import { describe, expect, it } from 'vitest'
import { withTimeLimit } from '../../src/delivery/with-time-limit.ts'

const never = new AbortController().signal

describe('withTimeLimit', () => {
  it('passes on what the work gives or throws', async () => {
    expect(await withTimeLimit(20_000, never, async () => 1)).toBe(1)
    await expect(withTimeLimit(20_000, never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })

  it('fails when the time is up, and aborts the signal of the work', async () => {
    let given: AbortSignal | undefined
    const work = (signal: AbortSignal) => {
      given = signal
      return new Promise<never>(() => {})
    }
    await expect(withTimeLimit(1, never, work)).rejects.toThrow('no answer within 0.001 s')
    expect(given!.aborted).toBe(true)
  })

  it('fails as soon as the run ends', async () => {
    const ending = new AbortController()
    const waiting = withTimeLimit(20_000, ending.signal, () => new Promise<never>(() => {}))
    ending.abort()
    await expect(waiting).rejects.toThrow('the run has ended')
  })
})
