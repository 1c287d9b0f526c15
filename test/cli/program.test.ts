import { describe, expect, it } from 'vitest'
import { program } from '../../src/cli/program.ts'
import { cheap, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

async function called(...args: string[]) {
  const terminal = memoryTerminal()
  const code = await program(args, terminal)
  return { code, ...terminal.written }
}

describe('program', () => {
  it('dispatches each verb, and returns its exit code', async () => {
    const folder = folderWith({ 'a.yaml': cheap, 'bad.yaml': 'seed: x\n', 'rows.csv': days([1, 2, 3, 4]) })
    expect(await called('check', `${folder}/a.yaml`)).toMatchObject({ code: 0, err: '' })
    expect((await called('check', `${folder}/bad.yaml`)).code).toBe(2)
    expect((await called('run', `${folder}/a.yaml`, '--quiet')).code).toBe(0)
    expect((await called('compare', `${folder}/a.yaml`, '--json')).code).toBe(0)
    expect((await called('list', 'score')).out).toMatch(/^steps\n\n {2}score/)
    expect((await called('schema')).out).toMatch(/^\{\n {2}"\$schema"/)
    expect((await called('init', `${folder}/rows.csv`, '-o', '-')).out).toContain('target: value')
    expect((await called('init', `${folder}/none.csv`)).code).toBe(1)
    expect((await called('dashboard', folder)).code).toBe(1)
  })

  it('has help for each verb, with its options', async () => {
    for (const [verb, said] of [
      ['run', '--explain'],
      ['check', '--json'],
      ['init', '--force'],
      ['compare', '--json'],
      ['dashboard', '--port'],
      ['list', '[words...]'],
      ['schema', 'draft 7'],
    ] as const) {
      const { code, out } = await called(verb, '--help')
      expect([code, out.includes(said)]).toEqual([0, true])
    }
  })

  it('keeps its help within 80 columns', async () => {
    const { out } = await called('--help')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
