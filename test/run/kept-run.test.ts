import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { together } from '../../src/run/onlookers.ts'
import { run } from '../../src/run/run.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { SourceRecipe } from '../../src/sources/source.ts'
import { endOf, filesOf, kept, killed, values } from './kept-plan.ts'

describe('a run with a checkpoint', () => {
  it('goes on as if it had never stopped, wherever it was killed', async () => {
    const whole = kept()
    const expected = endOf(await run(whole.plan))
    const files = filesOf(whole.plan)
    expect(files.every((text) => text !== undefined)).toBe(true)
    for (let stop = 1; stop <= 80; stop += 9) {
      const { plan } = kept()
      await killed(plan, stop)
      expect(filesOf(plan).every((text) => text === undefined)).toBe(true)
      await killed(plan, 1)
      const outcome = await run(plan)
      expect(endOf(outcome)).toEqual(expected)
      expect(filesOf(plan)).toEqual(files)
      expect(outcome.wentOn?.added).toBeUndefined()
    }
  })

  it('reads only what was added, and leaves what one run over the whole file would have written', async () => {
    const whole = kept()
    const last = await run(whole.plan)
    const expected = endOf(last)
    const { plan } = kept(values.slice(0, 30))
    const path = join(plan.folder, 'rows.csv')
    const lines = readFileSync(join(whole.plan.folder, 'rows.csv'), 'utf8').trimEnd().split('\n')
    await run(plan)
    for (const to of [32, 44, 45, lines.length]) {
      const before = readFileSync(path, 'utf8').trimEnd().split('\n').length
      appendFileSync(path, `${lines.slice(before, to).join('\n')}\n`)
      const outcome = await run(plan)
      expect(outcome.wentOn).toMatchObject({ added: to - before })
    }
    expect(filesOf(plan)).toEqual(filesOf(whole.plan))
    const again = await run(plan)
    expect(endOf(again)).toEqual(expected)
    expect(again.wentOn?.added).toBe(0)
    expect(again.next.map((next) => next.toJSON().channels)).toEqual(last.next.map((next) => next.toJSON().channels))
    expect(filesOf(plan)).toEqual(filesOf(whole.plan))
  })

  it('saves nothing before as many rows have come as a checkpoint is due after', async () => {
    const { plan, store } = kept()
    const every = { rows: 10 }
    await killed({ ...plan, checkpoint: { store, every } }, 17)
    const rows: number[] = []
    const checkpointed = (written: { rows: number } | Error) => rows.push('rows' in written ? written.rows : Number.NaN)
    await run({ ...plan, checkpoint: { store, every } }, { onlooker: { ...together([]), checkpointed } })
    expect(rows[0]).toBe(20)
  })

  it('takes a last line again that was half written', async () => {
    const whole = kept([1, 2, 3, 45, 5])
    await run(whole.plan)
    const { plan } = kept([1, 2, 3])
    const path = join(plan.folder, 'rows.csv')
    appendFileSync(path, '2024-01-04,4')
    await run(plan)
    expect(readFileSync(join(plan.folder, 'out/a.csv'), 'utf8')).toContain('2024-01-04T')
    appendFileSync(path, '5\n2024-01-05,5\n')
    await run(plan)
    expect(filesOf(plan)).toEqual(filesOf(whole.plan))
  })

  it('goes on series by series', async () => {
    const text = Array.from(
      { length: 60 },
      (_, i) => `2024-01-${String(1 + Math.floor(i / 3)).padStart(2, '0')},${'abc'[i % 3]},${(i * 7) % 11}`,
    )
    const change = (rows: readonly string[]) => {
      const made = kept([1], { source: readCsv({ path: 'keyed.csv', time: 'day', target: 'y', by: 's' }) })
      writeFileSync(join(made.plan.folder, 'keyed.csv'), `day,s,y\n${rows.join('\n')}\n`)
      return made
    }
    const whole = change(text)
    const expected = await run(whole.plan)
    for (const stop of [1, 2, 10, 40]) {
      const { plan, store } = change(text)
      await killed(plan, stop)
      const outcome = await run(plan)
      expect(outcome.next.map(({ key, values }) => [key, values])).toEqual(
        expected.next.map(({ key, values }) => [key, values]),
      )
      expect(outcome.keyed.map(({ key, scores }) => [key, JSON.stringify(scores)])).toEqual(
        expected.keyed.map(({ key, scores }) => [key, JSON.stringify(scores)]),
      )
      expect(filesOf(plan)).toEqual(filesOf(whole.plan))
      expect((await store.keys()).filter((key) => key.startsWith('series/'))).toEqual([
        'series/a',
        'series/b',
        'series/c',
      ])
    }
  })

  it('refuses other settings, and starts again if asked to', async () => {
    const { plan, store } = kept()
    await run(plan)
    const changed = { ...plan, settings: { horizon: 3 } }
    await expect(run(changed)).rejects.toThrow(ConfigError)
    await expect(run(changed)).rejects.toThrow(
      'horizon was 2 and is now 3; set them back, name another folder, or start again with --fresh',
    )
    const fresh = await run({ ...changed, checkpoint: { store, fresh: true } })
    expect(fresh.wentOn).toBeUndefined()
    expect((await run(changed)).wentOn).toMatchObject({ added: 0 })
  })

  it('commits outputs between two checkpoints, when all rows of a batch were forecast', async () => {
    const { plan, store } = kept(values, { sinks: [] })
    let made = 0
    const commits: string[] = []
    const commit = store.commit.bind(store)
    store.commit = async () => {
      commits.push(`state ${made}`)
      await commit()
    }
    const commitOutputs = async () => void commits.push(`outputs ${made}`)
    const onlooker = { write: () => made++, note() {}, progress() {}, end() {}, fail() {} }
    await run({ ...plan, checkpoint: { store, every: { rows: 6 }, commitOutputs } }, { onlooker })
    expect(commits.slice(0, 6)).toEqual(['outputs 2', 'outputs 4', 'state 6', 'outputs 8', 'outputs 10', 'state 12'])
  })

  it('saves nothing for a result that never comes', async () => {
    const sizes: number[] = []
    for (const endless of [false, true]) {
      const { plan, store } = kept(values, { endless })
      await killed(plan, 60)
      sizes.push((await store.get('run'))!.length)
      expect((await run(plan)).rows).toMatchObject({ accepted: 82, rejected: 2 })
    }
    expect(sizes[1]).toBeLessThan(sizes[0]! / 4)
  })

  it('goes on with other sinks, and says what these do not hold', async () => {
    const { plan } = kept()
    await killed(plan, 20)
    const warnings: string[] = []
    const others = [
      writeNdjson('out/a.ndjson'),
      writeCsv('out/other.csv'),
      writeCsv({ path: 'out/a.csv', only: 'latest' }),
    ]
    const outcome = await run({ ...plan, sinks: others }, { onWarning: (warning) => warnings.push(warning) })
    expect(outcome.outputs).toContain('out/other.csv')
    const late = 'was added after the checkpoint, so it holds only later forecasts'
    expect(warnings).toEqual([`csv out/other.csv: ${late}`, `csv, only the latest, out/a.csv: ${late}`])
    const whole = kept()
    await run(whole.plan)
    expect(filesOf(plan)[1]).toBe(filesOf(whole.plan)[1])
    expect(filesOf(plan)[0]).toBe(filesOf(whole.plan)[2])
  })

  it('keeps the checkpoint before when one cannot be written, and says so', async () => {
    const { plan, store } = kept()
    const commit = store.commit.bind(store)
    let commits = 0
    const full = Object.assign(store, {
      commit: () => (++commits > 3 ? Promise.reject(new DataError('no space')) : commit()),
    })
    const outcome = await run({ ...plan, checkpoint: { store: full, every: { rows: 1 } } })
    expect(outcome.failure?.message).toContain('no space')
    expect(outcome.rows.rows).toBe(values.length)
    full.commit = commit
    expect(endOf(await run(plan)).rows).toEqual(outcome.rows)
  })

  it('reads a row again that has ended a strict run', async () => {
    const whole = kept([1, 2, 3, 4, 5, 6])
    await run(whole.plan)
    const { plan } = kept([1, 2, 3, 'x', 5, 6], { strict: true })
    expect((await run(plan)).failure?.message).toContain('expected a number, got "x"')
    const path = join(plan.folder, 'rows.csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace('x', '4'))
    expect(endOf(await run(plan)).rows).toMatchObject({ rows: 6, accepted: 6 })
    expect(filesOf(plan).slice(0, 4)).toEqual(filesOf(whole.plan).slice(0, 4))
  })

  it('fails if the source cannot say how far it was read', async () => {
    const { plan } = kept([1, 2, 3])
    const source: SourceRecipe = (place) => {
      const made = plan.source(place)
      return { ...made, open: (ledger, signal) => made.open(ledger, signal) }
    }
    const { failure, outputs: written } = await run({ ...plan, source })
    expect(failure?.message).toContain('expected a source that says how far it was read')
    expect(written).toContain('out/a.csv')
  })

  it('saves nothing and writes nothing for another input, and goes on with the right one', async () => {
    const { plan, store } = kept([1, 2, 3, 4])
    await run(plan)
    const path = join(plan.folder, 'rows.csv')
    const text = readFileSync(path, 'utf8')
    const before = [filesOf(plan), await Promise.all((await store.keys()).map((key) => store.get(key)))]
    for (const other of [text.replace('2024-01-02,2', '2024-01-02,9'), text.slice(0, 40)]) {
      writeFileSync(path, other)
      await expect(run(plan)).rejects.toThrow('expected the 4 rows that were read before the checkpoint')
    }
    writeFileSync(path, 'date,value\n')
    expect((await run(plan)).wentOn).toEqual({ after: 4, added: 0 })
    expect([filesOf(plan), await Promise.all((await store.keys()).map((key) => store.get(key)))]).toEqual(before)
    writeFileSync(path, text)
    expect((await run(plan)).wentOn).toEqual({ after: 4, added: 0 })
  })
})
