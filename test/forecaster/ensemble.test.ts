import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import type { Expert } from '../../src/experts/expert.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import type { Fields } from '../../src/state/fields.ts'

const options: ForecasterOptions = { leads: [1, 2], channels: 1, cadence: '1d', levels: [0.8] }

/** Forecasts the last value, and counts what it has seen in a Map and a text. */
class Words implements Expert {
  private readonly seen = new Map<string, number>()
  private last = 'none'

  learn({ values }: { values: Float64Array }): void {
    this.last = String(values[0])
    this.seen.set(this.last, (this.seen.get(this.last) ?? 0) + 1)
  }

  forecast(out: Float64Array): void {
    out.fill(Number(this.last) * (this.seen.get(this.last) ?? 0))
  }

  state(fields: Fields): void {
    this.last = fields.text('last', this.last)
    const entries = fields.list<[string, number]>('seen', [...this.seen], (fields, [word, count] = ['', 0]) => [
      fields.text('word', word),
      fields.counter('count', count),
    ])
    this.seen.clear()
    for (const [word, count] of entries) this.seen.set(word, count)
  }
}

describe('a custom expert in the ensemble', () => {
  const words = { name: 'words', build: () => new Words() }
  const observe = (forecaster: Forecaster, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => {
      const t = from + i
      return [...forecaster.observe({ time: t * 86_400_000, values: [5 + (t % 3)], covariates: [] }).values]
    })

  it('continues from a snapshot with text and a Map as if it had never stopped', () => {
    const first = new Forecaster({ ...options, experts: ['persistence', words] })
    observe(first, 0, 20)
    const second = new Forecaster({ ...options, experts: ['persistence', words] })
    second.restore(first.snapshot())
    expect(observe(second, 20, 40)).toEqual(observe(first, 20, 40))
  })

  it('is refused without a method, by name', () => {
    const { learn, forecast } = Words.prototype
    const stateless = { name: 'stateless', build: () => ({ learn, forecast }) as unknown as Expert }
    expect(() => new Forecaster({ ...options, experts: [stateless] })).toThrow(
      'forecast.experts stateless: expected an expert with learn, forecast and state, got one without state',
    )
  })
})
