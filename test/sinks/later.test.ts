import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Later } from '../../src/sinks/later.ts'

describe('Later', () => {
  it('does once what was asked for several times', async () => {
    let count = 0
    const later = new Later(async () => void count++)
    for (let i = 0; i < 5; i++) later.in(5)
    expect(count).toBe(0)
    while (count === 0) await delay(5)
    await delay(20)
    expect(count).toBe(1)
    later.in(5)
    await later.stop()
    await delay(20)
    expect(count).toBe(1)
  })

  it('does it once more if that was asked for meanwhile', async () => {
    let count = 0
    const later: Later = new Later(async () => {
      if (++count === 1) later.in(1)
      await delay(10)
    })
    later.in(1)
    while (count < 2) await delay(5)
    await later.stop()
    expect(count).toBe(2)
  })

  it('waits for work that has begun, and throws what it failed with', async () => {
    let fail = (_: Error) => {}
    const later = new Later(
      () =>
        new Promise<void>((_, reject) => {
          fail = reject
        }),
    )
    later.in(0)
    await delay(20)
    const stopped = later.stop()
    fail(new Error('full'))
    await stopped
    expect(() => later.demandSound()).toThrow('full')
    expect(() => later.in(1)).toThrow('full')
  })
})
