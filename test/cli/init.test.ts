import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { init } from '../../src/cli/init.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { commandHere, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

describe('init', () => {
  it('writes a valid pipeline and reports what it detected', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 4, 8]) })
    const terminal = memoryTerminal()
    const output = join(folder, 'p.yaml')
    await init(join(folder, 'rows.csv'), { output }, terminal)
    expect(loadPipeline(output).source.argument).toMatchObject({ path: 'rows.csv', time: ['date'], target: ['value'] })
    expect(terminal.written).toEqual({
      out: `wrote ${output}\n`,
      err: expect.stringMatching(
        /rows\.csv: 4 rows, daily by date, no season\nforecasts value\nrun it: rxcast run .*p\.yaml\n$/,
      ),
    })
  })

  it('writes what the user knows, and prints what was found as JSON on request', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 4, 8]) })
    const terminal = memoryTerminal()
    const output = join(folder, 'p.yaml')
    const known = { horizon: 3, asOf: '2024-01-03', where: { value: [1, 2, 4] }, sum: '1d' }
    await init(join(folder, 'rows.csv'), { output, json: true, ...known }, terminal)
    expect(JSON.parse(terminal.written.out)).toMatchObject({ pipeline: output, time: ['date'], cadence: '1d' })
    expect(terminal.written.err).toBe('')
    const { source, steps } = loadPipeline(output)
    expect(source.argument).toMatchObject({ until: '2024-01-03', where: { value: [1, 2, 4] }, sum: '1d' })
    expect(steps.find(({ word }) => word.name === 'forecast')?.argument).toMatchObject({ horizon: 3 })
  })

  it('names the columns that are filled after the last target as known ahead, with a comment', async () => {
    const row = (i: number) =>
      `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${i < 40 ? 5 + (i % 4) : ''},${i % 3}\n`
    const folder = folderWith({
      'rows.csv': `date,sold,promo\n${Array.from({ length: 47 }, (_, i) => row(i)).join('')}`,
    })
    const terminal = memoryTerminal()
    const output = join(folder, 'p.yaml')
    await init(join(folder, 'rows.csv'), { output }, terminal)
    expect(loadPipeline(output).source.argument).toMatchObject({ target: ['sold'], covariates: [], known: ['promo'] })
    expect(readFileSync(output, 'utf8')).toContain('known: [promo] # filled after the last target; ')
    expect(terminal.written.err).toContain('with promo known ahead\n')
    expect(terminal.written.err).toContain('note 7 rows after 2024-02-09 have no sold: forecasts begin there\n')
  })

  it('writes the words of a target, and what is forecast of 0 and 1, with a comment', async () => {
    const row = (i: number) => `2024-01-0${1 + i},${['sun', 'rain'][i % 2]},${i % 3 === 0 ? 1 : 0}\n`
    const rows = Array.from({ length: 9 }, (_, i) => row(i)).join('')
    const folder = folderWith({ 'rows.csv': `date,weather,wet\n${rows}` })
    const output = join(folder, 'p.yaml')
    for (const [target, option] of [
      ['weather', 'weather: [rain, sun]'],
      ['wet', 'outcome: true # wet holds only 0 and 1, so its probability is forecast; false '],
    ] as const) {
      await init(join(folder, 'rows.csv'), { output, force: true, target: [target] }, memoryTerminal())
      expect(readFileSync(output, 'utf8')).toContain(option)
      const call = loadPipeline(output).steps.find(({ word }) => word.name === 'forecast')
      expect(call?.argument).toMatchObject({ outcome: true })
    }
  })

  it('names the schema so that editors find it', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 4]) })
    const output = join(folder, 'p.yaml')
    await init(join(folder, 'rows.csv'), { output }, memoryTerminal())
    const schema = readFileSync(output, 'utf8').match(/\$schema=(.*)/)?.[1]
    expect(existsSync(resolve(folder, schema!))).toBe(true)
  })

  it('overwrites only with --force', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 4]), 'p.yaml': 'mine' })
    const output = join(folder, 'p.yaml')
    await expect(init(join(folder, 'rows.csv'), { output }, memoryTerminal())).rejects.toThrow(
      'expected a file that does not exist yet, got an existing one',
    )
    expect(readFileSync(output, 'utf8')).toBe('mine')
    await init(join(folder, 'rows.csv'), { output, force: true }, memoryTerminal())
    expect(readFileSync(output, 'utf8')).toContain('source:')
  })

  it('names the folder that does not exist', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 4]) })
    const output = join(folder, 'none/p.yaml')
    await expect(init(join(folder, 'rows.csv'), { output }, memoryTerminal())).rejects.toThrow(
      `expected a folder that exists, got "${join(folder, 'none')}"; create it first`,
    )
  })

  it('writes to standard output on request', async () => {
    const terminal = memoryTerminal()
    await init('data/airline-passengers.csv', { output: '-' }, terminal)
    expect(terminal.written.out).toMatch(/^ {4}path: data\/airline-passengers\.csv #/m)
    expect(terminal.written.err).toBe('')
  })

  it.each(['data/seattle-weather.csv', 'data/airline-passengers.csv', 'data/co2-concentration.csv'])(
    'writes a pipeline for %s that runs as it is',
    async (csv) => {
      const folder = folderWith({ 'rows.csv': readFileSync(csv, 'utf8').split('\n').slice(0, 200).join('\n') })
      expect(await commandHere(['init', 'rows.csv'], folder)).toMatchObject({ code: 0, stdout: 'wrote rows.yaml\n' })
      const { code, stdout } = await commandHere(['run', 'rows.yaml'], folder)
      expect(code).toBe(0)
      expect(stdout).toMatch(/rows = \d+ accepted/)
      expect(existsSync(join(folder, 'out/rows.csv'))).toBe(true)
      expect(existsSync(join(folder, 'out/rows.html'))).toBe(true)
    },
  )
})
