import { readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/cli/inspect.ts'
import { readSafetensors } from '../../src/lstm/safetensors.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { cheap, commandHere, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

/** A folder with the checkpoints of two runs of a pipeline with two series. */
async function ran(pipeline = cheap): Promise<string> {
  const rows = days([1, 5, 2, 7, 'x', 4, 8, 3, 9])
    .replaceAll(/^(.*,.*)$/gm, '$1,a\n$1,b')
    .replace(/date.*\n.*/, 'date,value,shop')
  const folder = folderWith({
    'p.yaml': pipeline.replace('target: value', 'target: value, by: shop'),
    'rows.csv': rows,
  })
  for (const more of [[], ['--fresh']]) {
    const { code, stderr } = await commandHere(['run', 'p.yaml', '-q', '--checkpoint', 'state', ...more], folder)
    expect(stderr).toMatch(/^note 2 of 18 rows were not used .*\n$/)
    expect(code).toBe(0)
  }
  return join(folder, 'state')
}

describe('rxcast inspect', () => {
  it('prints the checkpoints, and rows, series, scores and sizes of the newest, also while a run uses the folder', async () => {
    const folder = await ran()
    const { store } = await FolderStore.open(folder)
    const { code, stdout } = await commandHere(['inspect', folder])
    expect(code).toBe(0)
    expect(stdout).toMatch(/number {2}written +state +size\n {2}\d +\S+Z {2}whole +\d+\.\d kB\n/)
    expect(stdout).toContain('18 rows = 16 accepted + 0 imputed + 2 rejected + 0 skipped')
    expect(stdout).toMatch(/ {2}2 series +size {2}scored +MAE +skill\n {2}a +\d+\.\d kB +\d+ +\d\.\d+ +\S+ %\n {2}b /)
    expect(stdout).toMatch(/ {2}series.* +\d+\.\d kB +\d\d\.\d %\n/)
    await store.close()
  })

  it('prints JSON', async () => {
    const terminal = memoryTerminal()
    await inspect(await ran(), { json: true }, terminal)
    const { checkpoint, checkpoints, rows, series, parts } = JSON.parse(terminal.written.out)
    expect(checkpoints[0]).toMatchObject({ number: checkpoint, whole: true, problem: null })
    expect(rows).toEqual({ accepted: 16, imputed: 0, rejected: 2, skipped: 0 })
    expect(series.map(({ key }: { key: string }) => key)).toEqual(['a', 'b'])
    expect(series[0].scores[0].mae).toBeGreaterThan(0)
    expect(parts[0]).toMatchObject({ name: 'series', parts: expect.any(Array) })
  })

  it('has the scores of outcomes under their names', async () => {
    const outcome = 'outcome: { high: value > 4 }, experts: [rate]'
    const terminal = memoryTerminal()
    const folder = await ran(cheap.replace('experts: [persistence], intervals: [0.8]', outcome))
    await inspect(folder, { json: true }, terminal)
    const { over, series } = JSON.parse(terminal.written.out)
    expect(over).toEqual([])
    expect(series[0].scores).toEqual([expect.objectContaining({ lead: 'all', brier: expect.any(Number) })])
    expect(series[0].scores[0]).not.toHaveProperty('mae')
    const { stdout } = await commandHere(['inspect', folder])
    expect(stdout).toMatch(/ {2}2 series +size {2}scored +Brier +skill\n {2}a +\d+\.\d kB +\d+ +0\.\d+ +\S+ %\n {2}b /)
    expect(stdout).not.toContain('MASE')
  })

  it('writes the weights of LSTMs, and refuses if there are none or the file cannot be written', async () => {
    const folder = folderWith({
      'p.yaml': cheap.replace(', experts: [persistence]', ''),
      'rows.csv': days([1, 2, 3, 4, 5]),
    })
    const { stderr } = await commandHere(['run', 'p.yaml', '-q', '--checkpoint', 'state'], folder)
    expect(stderr).toBe('')
    const terminal = memoryTerminal()
    const file = join(folder, 'a.safetensors')
    await inspect(join(folder, 'state'), { weights: file }, terminal)
    expect(terminal.written.err).toBe(`wrote ${file}\n`)
    const names = readSafetensors(readFileSync(file)).map(({ name }) => name)
    expect(names).toContainEqual(expect.stringMatching(/^series\/\.steps\..*\.lstm\.weight_ih_l0$/))
    await expect(inspect(join(folder, 'state'), { weights: folder }, terminal)).rejects.toThrow(
      'expected a file that can be written',
    )
    await expect(inspect(await ran(), { weights: file }, terminal)).rejects.toThrow(
      'expected a checkpoint with LSTMs, got one without',
    )
  })

  it('says which checkpoint is damaged, looks into the one before it, and fails if there is none', async () => {
    const folder = join(folderWith({}), 'state')
    const { store } = await FolderStore.open(folder)
    for (const text of ['one', 'two']) {
      await store.put('own', Buffer.from(text))
      await store.commit()
    }
    await store.close()
    truncateSync(join(folder, 'checkpoint-00000002.data'), 1)
    const terminal = memoryTerminal()
    await inspect(folder, {}, terminal)
    expect(terminal.written.out).toMatch(
      / 2 +\S+ +damaged: checkpoint-00000002.data is missing or cut off at "own" +–\n {2}1 .* whole +3 B\n/,
    )
    expect(terminal.written.out).toContain('checkpoint 1\n  part  size')
    await expect(inspect(folder, { from: 2 }, terminal)).rejects.toThrow(
      'expected a checkpoint that is whole, got none: checkpoint 2 is',
    )
    await expect(inspect(folder, { from: 7 }, terminal)).rejects.toThrow('expected one of the checkpoints 2, 1, got 7')
    truncateSync(join(folder, 'checkpoint-00000001.json'), 1)
    await expect(inspect(folder, {}, terminal)).rejects.toThrow('got none: checkpoint 2 is damaged: ')
    const { code, stderr } = await commandHere(['inspect', folder])
    expect([code, stderr.includes('restore the folder from a copy')]).toEqual([1, true])
  })
})
