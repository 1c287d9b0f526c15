import { describe, expect, it } from 'vitest'
import { cheap, command, days, folderWith } from './command.ts'

type Line = Record<string, unknown> & { readonly event: string }

/** Runs the built command line; each line on standard error must be an event. */
async function logOf(files: Record<string, string>, ...args: string[]) {
  const folder = folderWith(files)
  const { code, stdout, stderr } = await command(['run', 'a.yaml', '--log', 'json', ...args], folder)
  const lines = stderr
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line)
  for (const line of lines) {
    expect(line).toMatchObject({ name: 'rxcast', pid: expect.any(Number), event: expect.any(String) })
    expect(new Date(String(line.time)).toISOString()).toBe(line.time)
    expect(['info', 'warn', 'error']).toContain(line.level)
  }
  return { code, stdout, lines, folder, events: lines.map(({ event }) => event) }
}

describe('rxcast run --log json', () => {
  it('logs start, rejects and end, and nothing else on standard error; the result stays on standard output', async () => {
    const { code, stdout, lines, events } = await logOf({ 'a.yaml': cheap, 'rows.csv': days([1, 2, 'x', 4, 5]) })
    expect([code, events]).toEqual([0, ['start', 'reject', 'warning', 'end']])
    expect(lines[0]).toMatchObject({ level: 'info', pipeline: 'a.yaml', version: '0.1.0' })
    expect(lines[1]).toMatchObject({ level: 'warn', kind: 'number', file: 'rows.csv', line: 4, column: 'value' })
    expect(lines[2]).toMatchObject({ level: 'warn', message: expect.stringContaining('rejected') })
    expect(lines[3]).toMatchObject({
      rows: { rows: 5, accepted: 4, rejected: 1 },
      outputs: expect.arrayContaining(['out/forecasts.csv']),
      stopped: false,
      seconds: expect.any(Number),
    })
    expect(stdout).toContain('5 rows = 4 accepted')
  })

  it('logs checkpoints, and that a run goes on from one', async () => {
    const first = await logOf({ 'a.yaml': cheap, 'rows.csv': days([1, 2, 3, 4, 5]) }, '--checkpoint', 'state')
    expect(first.events).toEqual(['start', 'checkpoint', 'end'])
    expect(first.lines[1]).toMatchObject({ rows: 5, bytes: expect.any(Number), ms: expect.any(Number) })
    const again = await command(['run', 'a.yaml', '--log', 'json', '--checkpoint', 'state'], first.folder)
    expect(again.stderr).toContain('"event":"restored","rows":{"rows":5')
  })

  it('logs why a run failed, with every problem of its pipeline', async () => {
    const broken = await logOf({
      'a.yaml': cheap.replace('horizon: 2', 'horizon: none').replace('- score', '- scores'),
    })
    expect([broken.code, broken.events]).toEqual([2, ['start', 'failure']])
    expect(broken.lines[1]).toMatchObject({ level: 'error', code: 2 })
    expect((broken.lines[1]!.problems as { where: string }[]).map(({ where }) => where)).toEqual([
      'a.yaml:6:26',
      'a.yaml:7:5',
    ])
    const missing = await logOf({ 'a.yaml': cheap }, '--json')
    expect([missing.code, missing.events]).toEqual([1, ['start', 'failure']])
    expect(JSON.parse(missing.stdout)).toEqual({ errors: [{ where: '', message: missing.lines[1]!.message }] })
  })

  it('refuses another format', async () => {
    const { code, stderr } = await command(['run', 'a.yaml', '--log', 'xml'])
    expect(code).toBe(2)
    expect(stderr).toContain('json')
  })
})
