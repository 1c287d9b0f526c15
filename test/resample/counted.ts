import { Resampler } from '../../src/resample/resampler.ts'
import type { ResamplerOptions } from '../../src/resample/resampling.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'

/** A resampler of rows that are in the ledger, and what it has made. */
export function resampler(options: ResamplerOptions) {
  const rejects: Reject[] = []
  const ledger = new Ledger((reject) => rejects.push(reject))
  const made = new Resampler(options, ledger)
  let line = 0
  return {
    made,
    ledger,
    rejects,
    add(time: number, value: number, { key, arrived }: { key?: readonly string[]; arrived?: number } = {}) {
      ledger.accept(Number.isNaN(value))
      const row = { place: { file: 'a.csv', line: ++line }, raw: [String(value)] }
      made.add({ time, values: [value], covariates: [value], row, ...(key && { key }) }, arrived)
      return this.take()
    },
    tick(time: number) {
      made.tick(time)
      return this.take()
    },
    end() {
      made.flush()
      return this.take()
    },
    take: () => made.take().map(({ time, values }) => [time, values[0]]),
  }
}
