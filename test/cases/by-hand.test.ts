import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { program } from '../../src/cli/program.ts'
import { memoryTerminal } from '../cli/memory-terminal.ts'
import { inputOf } from './answer.ts'

describe('rxcast run', () => {
  /** Runs a pipeline beside a copy of its input. */
  const run = async (input: string, yaml: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-cases-'))
    cpSync(inputOf(input), folder, { recursive: true })
    const file = join(folder, 'tried.yaml')
    writeFileSync(file, yaml.includes('\n') ? yaml : readFileSync(inputOf(`${input}/${yaml}`)))
    const terminal = memoryTerminal()
    const code = await program(['run', file, '--json'], terminal)
    return { code, document: JSON.parse(terminal.written.out), err: terminal.written.err }
  }

  it('keeps both readings of the hour that comes twice', async () => {
    const { document } = await run('the-hour-that-comes-twice', 'autumn.yaml')
    expect(document.rows).toMatchObject({ accepted: 29, rejected: 0, skipped: 0, filled: 0 })
  })

  it('ends with a reason if no row has the target', async () => {
    const { code, err } = await run('target-field-that-is-never-there', 'typo.yaml')
    expect(code).toBe(1)
    expect(err).toMatch(/no row has a field "value"; fields are time, temperature/)
  })

  it('reads nested fields', async () => {
    const { code, document } = await run('target-field-that-is-never-there', 'nested.yaml')
    expect(code).toBe(0)
    expect(document.rows).toMatchObject({ accepted: 20 })
  })

  it('reads nanoseconds', async () => {
    const { document } = await run(
      'other-ways-to-write-a-time',
      'source: { ndjson: { path: ns.ndjson, clock: ns } }\nsteps: [forecast: 3]\n',
    )
    expect(document.rows).toMatchObject({ accepted: 12 })
  })

  it('advises the format of a stamp, not another epoch', async () => {
    const { code, err } = await run('yyyyMMddHH-read-as-epoch', 'byhand.yaml')
    expect(code).toBe(1)
    expect(err).toMatch(/set timeFormat to "yyyyMMddHH"/)
  })
})
