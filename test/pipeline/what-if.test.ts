import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { withOtherKnown } from '../../src/pipeline/what-if.ts'
import type { Scores } from '../../src/series/scored.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const promo = (i: number) => ((i * 7919) % 11 < 3 ? 1 : 0)
const sold = (i: number, shop: string) => 20 + 5 * (i % 7) + 9 * promo(i) + ((i * 31 + shop.length * 17) % 5)

/** Without LSTMs, which see the known values of all leads together. */
const alone = { horizon: 6, season: '1w', experts: ['persistence', 'seasonalNaive', 'holtWinters'] }

/** Sixty days of shops, then six of the future, as many as are forecast. */
function sales(shops = ['a', 'bb'], source: object = {}, forecast: object = alone) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-what-if-'))
  const lines = ['date,shop,sold,promo,price']
  for (let i = 0; i < 66; i++)
    for (const shop of shops) lines.push(`${day(i)},${shop},${i < 60 ? sold(i, shop) : ''},${promo(i)},2`)
  writeFileSync(join(folder, 'sales.csv'), `${lines.join('\n')}\n`)
  const csv = { path: 'sales.csv', time: 'date', target: 'sold', by: 'shop', known: ['promo', 'price'], ...source }
  return {
    folder,
    pipeline: definePipeline({ source: { csv }, cadence: '1d', steps: [{ forecast }] }, { name: 'shops', folder }),
  }
}

function other(folder: string, lines: readonly string[]): string {
  const path = join(folder, 'other.csv')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** All numbers of scores, in full. */
const exactly = (scores: Scores | undefined) => JSON.stringify(scores)

const nextOf = (outcome: Awaited<ReturnType<typeof runPipeline>>): Record<string, number[]> =>
  Object.fromEntries(outcome.next.map(({ key, values }) => [key?.[0] ?? '', Array.from(values)]))

describe('withOtherKnown', () => {
  it('changes forecasts only at leads whose known values changed, and nothing of the past', async () => {
    const { folder, pipeline } = sales()
    const path = other(folder, [
      'date,shop,promo',
      ...[1, 5].map((lead) => `${day(59 + lead)},a,${1 - promo(59 + lead)}`),
    ])
    const { note, pipeline: changed } = await withOtherKnown(pipeline, path)
    expect(note).toBe(`what if: promo of 2 of the 2 rows of ${path}`)
    const [before, after] = [await runPipeline(pipeline), await runPipeline(changed)]
    const [was, now] = [nextOf(before), nextOf(after)]
    expect(now.bb).toEqual(was.bb)
    const differ = now.a!.flatMap((value, i) => (value === was.a![i] ? [] : [i + 1]))
    expect(differ).toEqual([1, 5])
    expect(exactly(after.scores)).toBe(exactly(before.scores))
    expect(after.keyed.map(({ scores }) => exactly(scores))).toEqual(before.keyed.map(({ scores }) => exactly(scores)))
    expect(after.rows).toEqual(before.rows)
  })

  it('changes nothing of the past with LSTMs', async () => {
    const { folder, pipeline } = sales(['a'], {}, { horizon: 6, season: '1w' })
    const path = other(folder, ['date,shop,promo', `${day(62)},a,${1 - promo(62)}`])
    const { pipeline: changed } = await withOtherKnown(pipeline, path)
    const [before, after] = [await runPipeline(pipeline), await runPipeline(changed)]
    expect(nextOf(after).a).not.toEqual(nextOf(before).a)
    expect(exactly(after.scores)).toBe(exactly(before.scores))
  })

  it('adds rows that the file does not have', async () => {
    const { folder, pipeline } = sales(['a'])
    const file = readFileSync(join(folder, 'sales.csv'), 'utf8')
    const lines = file.trimEnd().split('\n')
    writeFileSync(join(folder, 'sales.csv'), `${lines.slice(0, 61).join('\n')}\n`)
    const rows = lines.slice(61).map((line) => line.replace(',a,,', ',a,'))
    const { pipeline: changed } = await withOtherKnown(pipeline, other(folder, ['date,shop,promo,price', ...rows]))
    const asked = nextOf(await runPipeline(changed))
    expect(nextOf(await runPipeline(pipeline))).not.toEqual(asked)
    writeFileSync(join(folder, 'sales.csv'), file)
    const whole = nextOf(await runPipeline(pipeline))
    expect(Object.keys(asked)).toEqual(Object.keys(whole))
    asked.a!.forEach((value, i) => {
      expect(value).toBeCloseTo(whole.a![i]!, 0)
    })
  })

  it('replaces what was issued for a time by what is known at the last observation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-what-if-'))
    const lines = ['date,run,sold,promo']
    for (let i = 0; i < 60; i++) {
      lines.push(`${day(i)},${day(i)},${sold(i, 'a')},${promo(i)}`)
      for (let lead = 1; lead <= 3; lead++) lines.push(`${day(i + lead)},${day(i)},,${promo(i + lead)}`)
    }
    writeFileSync(join(folder, 'sales.csv'), `${lines.join('\n')}\n`)
    const csv = { path: 'sales.csv', time: 'date', target: 'sold', known: 'promo', issued: 'run' }
    const steps = [{ forecast: { ...alone, horizon: 3 } }]
    const pipeline = definePipeline({ source: { csv }, cadence: '1d', steps }, { name: 'shops', folder })
    const rows = [60, 62].map((i) => `${day(i)},${1 - promo(i)}`)
    const { pipeline: changed } = await withOtherKnown(pipeline, other(folder, ['date,promo', ...rows]))
    const [before, after] = [await runPipeline(pipeline), await runPipeline(changed)]
    const [[was], [now]] = [Object.values(nextOf(before)), Object.values(nextOf(after))]
    expect(now!.flatMap((value, i) => (value === was![i] ? [] : [i + 1]))).toEqual([1, 3])
    expect(exactly(after.scores)).toBe(exactly(before.scores))
  })

  it('says which rows it does not use', async () => {
    const { folder, pipeline } = sales()
    const rows = [`${day(10)},a,1`, `${day(61)},a,1`, `${day(61)},c,1`, `${day(59)},bb,1`]
    const path = other(folder, ['date,shop,promo', ...rows])
    expect((await withOtherKnown(pipeline, path)).note).toBe(
      `what if: promo of 1 of the 4 rows of ${path}; not used: 2 for times up to the last target and 1 for series that are not in sales.csv`,
    )
  })

  it('refuses a file that tells nothing', async () => {
    const { folder, pipeline } = sales()
    const message = async (lines: readonly string[]) =>
      withOtherKnown(pipeline, other(folder, lines)).then(
        ({ note }) => note,
        (error: Error) => error.message.replaceAll(`${folder}/`, ''),
      )
    expect(await message(['date,shop,promotion', `${day(61)},a,1`])).toBe(
      'other.csv:1 expected a column known ahead, promo or price, got date, shop, promotion; name it as in the source',
    )
    expect(await message(['date,shop,promo', `${day(61)},a,much`])).toMatch(/^other\.csv:2 promo: expected a number/)
    expect(await message(['date,promo', `${day(61)},1`])).toMatch(/^other\.csv:1 expected a column "shop"/)
    expect(await message(['date,shop,promo', `${day(61)},a,1`, `${day(61)},a,0`])).toBe(
      'other.csv:3 expected one row for a time, got another; keep one',
    )
    expect(await message(['date,shop,promo', `${day(6)},a,1`])).toBe(
      `other.csv: expected rows after the last target, of ${day(59)}T00:00:00.000Z, got 1 for times up to the last target; add some`,
    )
  })

  it('refuses a source without known columns, and one that is live', async () => {
    const { pipeline } = sales(['a'], { known: [] })
    await expect(withOtherKnown(pipeline, 'other.csv')).rejects.toThrow(
      '--known: expected a source with columns known ahead, got one without; add known: [price] to it',
    )
    const live = sales(['a'], { path: '-' })
    await expect(withOtherKnown(live.pipeline, 'other.csv')).rejects.toThrow('--known: expected a source that ends')
  })
})
