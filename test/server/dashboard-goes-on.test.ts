import { expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Plan } from '../../src/run/plan.ts'
import { run } from '../../src/run/run.ts'
import { startDashboard } from '../../src/server/dashboard.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { count, planFor } from '../run/plan-for.ts'

it('shows after a restart what the page of the run before has shown', async () => {
  const store = new MemoryStore()
  const plan: Plan = {
    ...planFor(count(300)),
    operators: (ledger) =>
      chain(
        inOrder({}, { ledger }),
        forecast({ horizon: 2, cadence: '1d', season: 'none', experts: ['persistence'], intervals: [0.8] }),
        score(),
      ),
    checkpoint: { store, every: { rows: 1 } },
  }
  const shown = async (stopAfter: number) => {
    const dashboard = await startDashboard({ title: 'test', targets: ['value'], port: 0 })
    const stop = new AbortController()
    let rows = 0
    const write: typeof dashboard.write = (batch) => {
      dashboard.write(batch)
      if (++rows === stopAfter) stop.abort()
    }
    try {
      await run(
        { ...plan, ledger: undefined as never },
        { onlooker: { ...dashboard, write }, stop: stop.signal, speed: 2000 },
      )
      const { frame, status } = await (await fetch(new URL('run.json', dashboard.url))).json()
      return { times: frame.times, exact: frame.exact, scores: status.scores, observations: status.observations }
    } finally {
      await dashboard.close()
    }
  }
  const first = await shown(150)
  expect(first.observations).toBeLessThan(300)
  const second = await shown(1e9)
  expect(second.observations).toBe(300)
  expect(second).toEqual({ ...(await shownByOne()), observations: 300 })

  async function shownByOne() {
    const whole = { ...plan, ledger: undefined as never, checkpoint: undefined }
    const dashboard = await startDashboard({ title: 'test', targets: ['value'], port: 0 })
    try {
      await run(whole, { onlooker: dashboard })
      const { frame, status } = await (await fetch(new URL('run.json', dashboard.url))).json()
      return { times: frame.times, exact: frame.exact, scores: status.scores }
    } finally {
      await dashboard.close()
    }
  }
})
