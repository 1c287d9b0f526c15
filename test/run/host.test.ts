import { pipe } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { host } from '../../src/run/host.ts'
import { Session } from '../../src/run/session.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import type { Source } from '../../src/sources/source.ts'
import { daily } from '../operators/observe.ts'

/** A source of batches that has no file: what a broker's would be. */
function sourceOf(batches: readonly (readonly Observation[])[]): Source & { opened: number } {
  return {
    opened: 0,
    name: 'broker',
    targets: ['y'],
    covariates: [],
    peek: async () => undefined,
    open(ledger) {
      this.opened++
      async function* read() {
        for (const batch of batches) {
          for (const _ of batch) ledger.accept(false)
          yield [...batch]
        }
      }
      return { batches: read(), fraction: undefined, warnings: ['careful'], failure: undefined }
    },
  }
}
const session = (stop?: AbortSignal) =>
  new Session<Scored>({
    input: 'broker',
    operators: () =>
      pipe(forecast({ horizon: 1, cadence: '1d', season: 'none', experts: ['persistence'], intervals: [] }), score()),
    stop,
  })
const rows = daily([1, 2, 4, 7])

describe('host', () => {
  it('waits for each batch of forecasts to be written before it reads the next', async () => {
    const order: string[] = []
    const source = sourceOf([rows.slice(0, 2), rows.slice(2)])
    const ending = await host(session(), source, {
      onBatch: async () => void order.push('read'),
      write: async (batch) => {
        await new Promise((resolve) => setImmediate(resolve))
        order.push(`wrote ${batch.length}`)
      },
      onProgress: ({ fraction }) => order.push(`${fraction}`),
    })
    expect(order.filter((step) => step.startsWith('wrote'))).toEqual(['wrote 2', 'wrote 2'])
    expect(order.at(-1)).toBe('undefined')
    expect(ending.rows.accepted).toBe(4)
    expect([...ending.last!.scores.mae]).toEqual([2])
    expect(ending.warnings).toEqual(['careful'])
    expect(source.opened).toBe(1)
  })

  it('reads nothing more once the session is stopped', async () => {
    const stop = new AbortController()
    const ending = await host(session(stop.signal), sourceOf(rows.map((row) => [row])), {
      write: async () => stop.abort(),
    })
    expect(ending.stopped).toBe(true)
    expect(ending.rows.accepted).toBeLessThan(4)
  })

  it('rejects with the reason of its cancellation', async () => {
    const cancel = new AbortController()
    const given = host(session(), sourceOf([rows]), {
      cancel: cancel.signal,
      write: async () => cancel.abort(),
    })
    await expect(given).rejects.toThrow(/abort/)
  })
})
