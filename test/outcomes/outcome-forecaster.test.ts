import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { SharedNetworks } from '../../src/lstm/shared-networks.ts'
import { OutcomeForecaster } from '../../src/outcomes/outcome-forecaster.ts'
import type { OutcomeForecasterOptions } from '../../src/outcomes/outcome-forecaster-options.ts'
import { comparison, days, spells } from './outcomes.ts'

const weather = { name: 'weather', column: 1, classes: ['rain', 'snow', 'sun'] }
const options: OutcomeForecasterOptions = {
  leads: [1, 2, 4],
  outcomes: [comparison('>', 0), { ...comparison('>', 0, 'any'), name: 'soon' }, weather],
  channels: 1,
  covariates: 1,
  cadence: '1d',
  season: [7],
  seed: 1,
}

/** Spells of 0 and 1, and a class that follows them; now and then a value is missing. */
const rows = (count: number, changedFrom = count) => {
  const labels = spells(count).map((label, t) => (t % 13 === 4 ? Number.NaN : t < changedFrom ? label : 1 - label))
  return days(
    labels,
    labels.map((label, t) => [t % 11 === 3 ? Number.NaN : Number.isNaN(label) ? 1 : 2 * label]),
  )
}

const said = (forecaster: OutcomeForecaster, observations: ReturnType<typeof rows>) =>
  observations.map((observation) => {
    const { actuals, inside, observation: shown, values } = forecaster.observe(observation)
    return [...values, ...actuals!, ...Array.from(shown.values), ...inside!.weights, ...inside!.forecasts]
  })

describe('OutcomeForecaster', () => {
  it('forecasts a probability for each channel and lead, and shows the labels', () => {
    const forecaster = new OutcomeForecaster(options)
    const forecasts = rows(40).map((observation) => forecaster.observe(observation))
    for (const { values } of forecasts) {
      expect(values.every((p) => p > 0 && p < 1)).toBe(true)
      for (let i = 0; i < 3; i++) expect(values[6 + i]! + values[9 + i]! + values[12 + i]!).toBeCloseTo(1, 12)
    }
    const last = forecasts[38]!
    expect(last.outcomes).toEqual({
      names: ['event', 'soon', 'weather=rain', 'weather=snow', 'weather=sun'],
      groups: [0, 1, 2, 2, 2],
    })
    const label = spells(40)[38]!
    expect(Array.from(last.observation.values)).toEqual([label, label, 1 - label, 0, label])
    expect(last.actuals!.length).toBe(15)
    expect(last.times).toEqual([39, 40, 42].map((t) => t * 86_400_000))
    forecaster.dispose()
  })

  it('does not depend on the future', () => {
    const before = said(new OutcomeForecaster(options), rows(40))
    const changed = said(new OutcomeForecaster(options), rows(40, 30))
    expect(changed.slice(0, 30)).toEqual(before.slice(0, 30))
    expect(changed.slice(30)).not.toEqual(before.slice(30))
  })

  it('continues from a snapshot with the same bits', () => {
    const observations = rows(40)
    const through = new OutcomeForecaster(options)
    const expected = said(through, observations).slice(25)
    const stopped = new OutcomeForecaster(options)
    said(stopped, observations.slice(0, 25))
    const restored = new OutcomeForecaster(options)
    restored.restore(stopped.snapshot())
    expect(said(restored, observations.slice(25))).toEqual(expected)
    expect(Buffer.compare(restored.snapshot(), through.snapshot())).toBe(0)
  })

  it('steps over a gap without learning from it', () => {
    const forecaster = new OutcomeForecaster({ ...options, outcomes: [comparison('>', 0)], covariates: 0 })
    for (const observation of days([0, 1, 0, 1, 1])) forecaster.observe(observation)
    const { actuals } = forecaster.observe({ time: 7 * 86_400_000, values: [1], restart: true })
    // The origins one and two steps before are in the gap, that of four steps is not.
    expect([...actuals!]).toEqual([1, 1, 1])
  })

  it('refuses an observation of another size', () => {
    const forecaster = new OutcomeForecaster(options)
    expect(() => forecaster.observe({ time: 0, values: [1, 2], covariates: [0] })).toThrow(
      new DataError('observation of 1970-01-01T00:00:00.000Z: expected 1 values, got 2'),
    )
    expect(() => forecaster.observe({ time: 0, values: [1] })).toThrow('expected 1 covariates, got 0')
  })

  it('learns the weights of its LSTMs with other series if it joins their networks', () => {
    const alone = { ...options, leads: [1], outcomes: [comparison('>', 0)], covariates: 0 }
    const networks = new SharedNetworks()
    const joined = (key: string) => new OutcomeForecaster(alone, (name, all) => networks.join(name, key, all))
    const [long, short, own] = [joined('long'), joined('short'), new OutcomeForecaster(alone)]
    const [late, early] = [days(spells(44).slice(40)), days(spells(40))]
    for (const observation of early) {
      long.observe(observation)
      networks.apply()
    }
    const last = (forecaster: OutcomeForecaster) => late.map((observation) => forecaster.observe(observation)).at(-1)!
    const lstm = own.expertNames.findIndex((name) => name.startsWith('lstm'))
    const [shared, single] = [last(short), last(own)].map(({ inside }) => inside!.forecasts)
    expect(shared!.slice(0, lstm)).toEqual(single!.slice(0, lstm))
    expect(shared![lstm]).not.toBe(single![lstm])
    networks.dispose()
    own.dispose()
  })
})
