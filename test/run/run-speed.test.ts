import { describe, expect, it, vi } from 'vitest'
import type { Onlooker } from '../../src/run/onlooker.ts'
import { run } from '../../src/run/run.ts'
import { count, planFor } from './plan-for.ts'

const nobody: Onlooker = { write() {}, note() {}, progress() {}, end() {}, fail() {} }

describe('the speed of a run', () => {
  it('is at most the given speed', async () => {
    const begun = performance.now()
    const at: number[] = []
    await run(planFor(count(60)), {
      speed: 400,
      onlooker: { ...nobody, write: () => at.push(performance.now() - begun) },
    })
    // Twenty rows every 50 ms, the first at once; a delay of less than a millisecond is skipped.
    expect(at).toHaveLength(60)
    expect(at[20]).toBeGreaterThanOrEqual(48)
    expect(at[40]).toBeGreaterThanOrEqual(98)
  })

  it('yields to the event loop every 8 ms, however fast rows arrive', async () => {
    // A millisecond passes whenever it is asked for: once every 16 rows.
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now++)
    const plan = planFor(count(60_000), { sinks: [] })
    let rows = 0
    let most = 0
    let running = true
    const turn = () => {
      most = Math.max(most, plan.ledger!.rows - rows)
      rows = plan.ledger!.rows
      if (running) setImmediate(turn)
    }
    setImmediate(turn)
    await run(plan)
    running = false
    clock.mockRestore()
    // Batches of 256 rows, and few of them on their way: a read of 64 kB holds 5,000 rows.
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(1500)
  })
})
