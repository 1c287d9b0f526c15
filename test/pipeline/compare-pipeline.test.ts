import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExpertShape } from '../../src/experts/expert.ts'
import { Persistence } from '../../src/experts/persistence.ts'
import { comparePipeline } from '../../src/pipeline/compare-pipeline.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const weather = (steps: string, source = 'data/seattle-weather.csv') =>
  parsePipeline(`source: { csv: { path: ${source}, time: date, target: temp_max } }\nsteps:\n${steps}`, 'a.yaml')
const pool = '  - forecast: { horizon: 3, season: 1y, experts: [persistence, seasonalNaive] }\n'

describe('comparePipeline', () => {
  it('scores the forecaster as a run of the same pipeline does', async () => {
    for (const score of ['  - score\n', '  - score: { from: 400 }\n', '  - score: { from: 2013-06-01 }\n']) {
      const pipeline = weather(pool + score)
      const [compared, run] = await Promise.all([comparePipeline(pipeline), runPipeline(pipeline)])
      const [forecaster] = compared.lines
      forecaster!.byLead.forEach((tally, i) => {
        expect(tally.count).toBe(run.scores!.count[i])
        expect(tally.mae).toBeCloseTo(run.scores!.mae[i]!, 10)
        expect(tally.rmse).toBeCloseTo(run.scores!.rmse[i]!, 10)
        expect(tally.coverage[0]).toBeCloseTo(run.scores!.coverage[0]![i]!, 10)
      })
    }
  })

  it('tells the forecaster what is known ahead, as a run does', async () => {
    const source =
      'source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max, until: 2012-12-31, known: temp_min, holidays: US-WA } }\n'
    const pipeline = parsePipeline(`${source}steps:\n${pool}`, 'a.yaml')
    const without = parsePipeline(
      `${source.replace(', known: temp_min, holidays: US-WA', '')}steps:\n${pool}`,
      'a.yaml',
    )
    const [compared, run, base] = [
      await comparePipeline(pipeline),
      await runPipeline(pipeline),
      await runPipeline(without),
    ]
    compared.lines[0]!.byLead.forEach((tally, i) => {
      expect(tally.count).toBe(run.scores!.count[i])
      expect(tally.mae).toBeCloseTo(run.scores!.mae[i]!, 10)
      expect(tally.mae).toBeLessThan(base.scores!.mae[i]!)
    })
  })

  it('scores nothing across a gap too long to fill, as a run does', async () => {
    // A trend with a season, and a hundred days without a row: what was forecast before them is far off after them.
    const rows = Array.from({ length: 160 }, (_, i) => {
      const day = i < 80 ? i : i + 100
      const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)
      return `${date},${(day / 2 + 5 * Math.sin((day * 2 * Math.PI) / 7)).toFixed(3)}\n`
    })
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
    const file = join(folder, 'gap.csv')
    writeFileSync(file, `date,temp_max\n${rows.join('')}`)
    try {
      const pipeline = weather(
        '  - forecast: { horizon: 3, season: 7, experts: [persistence, seasonalNaive, drift] }\n',
        file,
      )
      const [compared, run] = [await comparePipeline(pipeline), await runPipeline(pipeline)]
      const [forecaster, persistence, seasonal] = compared.lines
      expect(run.rows.restarts).toBe(1)
      expect(forecaster!.byLead.map(({ count }) => count)).toEqual([158, 156, 154])
      expect([...run.scores!.count]).toEqual([158, 156, 154])
      forecaster!.byLead.forEach((tally, i) => {
        expect(tally.mae).toBeCloseTo(run.scores!.mae[i]!, 10)
        expect(forecaster!.skill[i]).toBeCloseTo(run.scores!.skillPersistence[i]!, 10)
        expect(forecaster!.mase[i]).toBeCloseTo(run.scores!.mase[i]!, 10)
        expect(persistence!.byLead[i]!.count).toBe(tally.count)
        expect(seasonal!.byLead[i]!.count).toBe(tally.count)
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('compares a custom expert from a pipeline in code', async () => {
    const mine = { name: 'mine', build: (shape: ExpertShape) => new Persistence(shape) }
    const source = { csv: { path: 'data/seattle-weather.csv', time: 'date', target: 'temp_max' } }
    const { lines } = await comparePipeline(
      definePipeline({ source, steps: [{ forecast: { horizon: 1, experts: ['drift', mine] } }] }),
    )
    expect(lines.map(({ name }) => name).slice(-2)).toEqual(['expert drift', 'expert mine'])
    expect(lines.at(-1)!.overall.mae).toBeCloseTo(lines[1]!.overall.mae, 12)
  })

  it('has a line for the forecaster, the naive forecasts and each expert', async () => {
    const { lines } = await comparePipeline(weather(pool))
    expect(lines.map(({ name }) => name)).toEqual([
      'forecaster',
      'persistence',
      'seasonal naive',
      'direct quantiles',
      'expert persistence',
      'expert seasonalNaive',
    ])
  })

  it('locates an expert that does not suit the series', async () => {
    const days = weather('  - forecast:\n      experts:\n        - persistence\n        - holtDamped\n')
    const message = /^a\.yaml:6:11 forecast\.experts\.1: expected the name of an expert, got "holtDamped"; known are/
    await expect(comparePipeline(days)).rejects.toThrow(message)
    await expect(runPipeline(days)).rejects.toThrow(message)
  })

  it('takes the seed from the command line', async () => {
    const lstm = weather('  - forecast: { horizon: 1, experts: ["lstm(persistence, 0.004)"], hidden: 4 }\n')
    const first = async (seed: number) => (await comparePipeline(lstm, { seed })).lines[0]!.overall.mae
    const [one, again, other] = [await first(1), await first(1), await first(2)]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('stops when it is aborted, and includes the rows until then', async () => {
    const stop = new AbortController()
    const { origins } = await comparePipeline(weather(pool), { stop: stop.signal, onProgress: () => stop.abort() })
    expect(origins).toBeGreaterThan(0)
    expect(origins).toBeLessThan(1460)
  })

  it('fails where the data does', async () => {
    await expect(comparePipeline(weather(pool, 'data/none.csv'))).rejects.toThrow(
      'data/none.csv: expected a file to read',
    )
  })

  describe('over many series', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
    const header = 'date,item,sold'
    const lines = Array.from({ length: 10 * 300 }, (_, i) => {
      const [day, item] = [Math.floor(i / 300), i % 300]
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
      return `${date},item ${item},${(item % 17) + ((day * (3 + (item % 5))) % 7)}`
    })
    const compared = (name: string, rows: readonly string[], where = '', options = {}) => {
      writeFileSync(join(folder, name), [header, ...rows, ''].join('\n'))
      const csv = `{ path: ${join(folder, name)}, time: date, target: sold, ${where === '' ? 'by: item' : where} }`
      const steps = 'steps: [ { forecast: { horizon: 2, season: 7, experts: [persistence, seasonalNaive, drift] } } ]'
      return comparePipeline(parsePipeline(`source: { csv: ${csv} }\n${steps}`, 'a.yaml'), options)
    }

    const whole = compared('all.csv', lines)

    it('compares a group of them at a time, each as if it were alone', async () => {
      const { keyed, lines: all, ranks } = await whole
      expect(keyed!.map(({ key }) => key[0])).toEqual(Array.from({ length: 300 }, (_, i) => `item ${i}`))
      const { lines: alone } = await compared('all.csv', lines, 'where: { item: item 299 }')
      expect(keyed!.at(-1)!.lines).toEqual(alone)
      expect(all[0]!.overall.count).toBe(300 * (9 + 8))
      expect(ranks!.series).toBe(300)
      expect(ranks!.ranks.map(({ name }) => name)).toEqual(all.map(({ name }) => name))
    })

    it('has the same sums and ranks to the bit in another order of the series', async () => {
      const { keyed, ...over } = await whole
      const days = Array.from({ length: 10 }, (_, day) => lines.slice(300 * day, 300 * (day + 1)).toReversed())
      const { keyed: mixed, ...again } = await compared('mixed.csv', days.flat())
      expect(JSON.stringify(again)).toBe(JSON.stringify(over))
      expect(mixed![0]).toEqual(keyed![299])
    })

    it('scores the forecasts of another system for the series that it knows, and counts each once', async () => {
      const theirs = [3, 298].flatMap((item) =>
        [4, 5].map((day) => `item ${item},2024-01-0${day + 1},2024-01-0${day},5`),
      )
      writeFileSync(join(folder, 'theirs.csv'), ['unique_id,ds,cutoff,ETS', ...theirs, ''].join('\n'))
      const {
        keyed,
        lines: all,
        others,
        ranks,
      } = await compared('all.csv', lines, '', { with: join(folder, 'theirs.csv') })
      expect(others).toMatchObject({ forecasts: 4, matched: 4 })
      expect(all.map(({ overall }) => overall.count)).toEqual(all.map(() => 4))
      expect(keyed!.flatMap(({ key, origins }) => (origins > 0 ? key : []))).toEqual(['item 3', 'item 298'])
      expect(ranks!.series).toBe(2)
    })

    it('compares the forecaster that a run has, also if series share weights', async () => {
      const some = lines.filter((line) => /item (3|8|120),/.test(line))
      writeFileSync(join(folder, 'some.csv'), [header, ...some, ''].join('\n'))
      const csv = `{ path: ${join(folder, 'some.csv')}, time: date, target: sold, by: item }`
      const experts = '[persistence, "lstm(persistence, 0.004)"]'
      const text = `source: { csv: ${csv} }\nweights: shared\nshards: 2\nsteps: [ { forecast: { horizon: 2, experts: ${experts} } } ]`
      const pipeline = parsePipeline(text, 'a.yaml')
      const [{ keyed }, run] = [await comparePipeline(pipeline), await runPipeline(pipeline)]
      expect(keyed!.map(({ key }) => key).sort()).toEqual(run.keyed.map(({ key }) => key).sort())
      for (const { key, scores } of run.keyed) {
        const { lines } = keyed!.find((one) => one.key[0] === key[0])!
        expect(lines[0]!.byLead[0]!.mae).toBe(scores!.mae[0])
      }
    })
  })
})
