import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { command, commandHere, days, finished, folderWith, rxcast, start } from './command.ts'

const week = (count: number) => Array.from({ length: count }, (_, i) => 20 + (i % 7) + (i % 3))

describe('rxcast forecast', () => {
  it('says what it took for what, prints what comes next, and how good such forecasts were', async () => {
    const folder = folderWith({ 'rows.csv': days(week(60)) })
    const { code, stdout, stderr } = await command(['rows.csv', '--horizon', '3', '--out', 'next.csv'], folder)
    expect(code).toBe(0)
    expect(stderr).toContain('rows.csv: 60 rows, daily by date, season a week\nforecasts value\n')
    expect(stderr).toContain('60 rows = 60 accepted')
    expect(stdout.split('\n')).toEqual([
      'value',
      expect.stringMatching(/^ +forecast +80 % sure it is +95 % sure it is$/),
      expect.stringMatching(/^ {2}Thu 29 Feb 2024 +25 +last value$/),
      expect.stringMatching(/^ {2}Fri {2}1 Mar 2024 +[\d.]+ +[\d.]+ to +[\d.]+ +[\d.]+ to +[\d.]+$/),
      expect.stringMatching(/^ {2}Sat {2}2 Mar 2024 /),
      expect.stringMatching(/^ {2}Sun {2}3 Mar 2024 /),
      '',
      expect.stringMatching(/^over the last 30 days such forecasts were off by /),
      '',
    ])
    const [header, ...rows] = readFileSync(`${folder}/next.csv`, 'utf8').trimEnd().split('\n')
    expect(header).toBe('series,origin,time,lead,forecast,lower_80,upper_80,lower_95,upper_95')
    expect(rows.map((row) => row.split(',')[3])).toEqual(['1', '2', '3'])
  })

  it('forecasts probabilities of rules, and says how good such forecasts were', async () => {
    const folder = folderWith({ 'rows.csv': days(week(60)) })
    const rule = ['rows.csv', '--outcome', 'high: value > 24', '--horizon', '2']
    const text = await commandHere(rule, folder)
    const json = await commandHere([...rule, '--json'], folder)
    expect([text.code, text.stdout.split('\n')]).toEqual([
      0,
      [
        'high',
        expect.stringMatching(/^ +probability/),
        expect.stringMatching(/^ {2}Thu 29 Feb 2024 +(yes|no)/),
        expect.stringMatching(/^ {2}Fri {2}1 Mar 2024 +[<>\d]+ % /),
        expect.stringMatching(/^ {2}Sat {2}2 Mar 2024 /),
        '',
        expect.stringMatching(/^over the last 30 days such forecasts had a Brier score of .* than the base rate$/),
        '',
      ],
    ])
    expect(text.stderr).toContain('forecasts the probability of high (value > 24)\n')
    const { next, outcome, recent } = JSON.parse(json.stdout)
    expect([outcome, next.length, next[0].series]).toEqual([{ high: 'value > 24' }, 2, 'high'])
    expect(recent).toMatchObject([
      { series: 'high', count: 30, brier: expect.any(Number), betterThan: { 'the base rate': expect.any(Number) } },
    ])
  })

  it('reads standard input to its end, and prints one JSON document', async () => {
    const child = start(['-', '--json', '--horizon', '2'])
    const end = finished(child)
    child.stdin.end(days(week(40)))
    const { code, stdout, stderr } = await end
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      file: '-',
      time: 'date',
      targets: ['value'],
      cadence: '1d',
      rows: { accepted: 40 },
      next: [{ lead: 1, origin: '2024-02-09T00:00:00.000Z' }, { lead: 2 }],
    })
  })

  it('exits with 1 and the reason if there is nothing to forecast, and with 2 if it is called wrongly', async () => {
    const folder = folderWith({ 'empty.csv': '' })
    for (const [args, exit, said] of [
      [['empty.csv', '--json'], 1, /empty\.csv: expected .*empty file/],
      [['forecast', 'none.csv', '--json'], 1, /none\.csv: expected a file to read, got no such file/],
      [['empty.csv', '--json', '--horizon', '0'], 2, /expected a whole number above 0/],
      [['forecast', '--json'], 2, /missing required argument 'file'/],
    ] as const) {
      const { code, stdout } = await commandHere(args, folder)
      expect(code).toBe(exit)
      expect(Object.keys(JSON.parse(stdout))).toEqual(['error'])
      expect(JSON.parse(stdout).error).toMatch(said)
    }
  })

  it('writes the forecasts to standard output on request, and the table beside it', async () => {
    const folder = folderWith({ 'rows.csv': days(week(30)) })
    const { code, stdout, stderr } = await command(['rows.csv', '--horizon', '2', '--out', '-'], folder)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^series,origin,time,lead,forecast.*\n(value,.*\n){2}$/)
    expect(stderr).toContain('last value')
    expect((await commandHere(['rows.csv', '--json', '--out', '-'], folder)).code).toBe(2)
    const early = await commandHere(['rows.csv', '--as-of', '1999-01-01'], folder)
    expect([early.code, early.stderr]).toEqual([
      1,
      expect.stringContaining('expected rows until 1999-01-01, got none: the first is at 2024-01-01T00:00:00.000Z'),
    ])
  })

  it.runIf(existsSync('/dev/full'))('names an output that cannot be written, and exits with 1', async () => {
    const folder = folderWith({ 'rows.csv': days(week(30)) })
    const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const
    const child = spawn(process.execPath, [rxcast, 'rows.csv'], { cwd: folder, stdio: [...stdio] })
    let stderr = ''
    child.stderr!.on('data', (text) => {
      stderr += text
    })
    const code = await new Promise((done) => child.on('close', done))
    expect([code, /ENOSPC/.test(stderr)]).toEqual([1, true])
  })
})
