import { expect, it } from 'vitest'
import { inspectReport } from '../../src/cli/inspect-report.ts'
import { detached } from '../../src/scores/detached-scores.ts'
import { overSeries } from '../../src/scores/over-series.ts'
import { someScores } from '../scores/some-scores.ts'
import { memoryTerminal } from './memory-terminal.ts'

const part = (name: string, bytes: number, ...parts: ReturnType<typeof one>[]) => ({ name, bytes, parts })
const one = (name: string, bytes: number): { name: string; bytes: number; parts: never[] } => ({
  name,
  bytes,
  parts: [],
})

it('puts a part that is hardly larger than the part in it on one line, and omits small ones', () => {
  const series = part('series', 9900, {
    ...one('steps', 9890),
    parts: [one('lstm', 8000), one('board', 1500), one('x', 10)] as never[],
  })
  const keys = Array.from({ length: 25 }, (_, i) => ({ key: `shop ${i}`, bytes: 400, scores: undefined }))
  const text = inspectReport(
    {
      folder: 'state',
      commits: [{ number: 3, written: undefined, problem: 'its manifest is cut off or altered', keys: [] }],
      number: 2,
      contents: { bytes: 10_000, rows: undefined, series: keys, parts: [series, one('run', 100)] },
    },
    memoryTerminal(),
  )
  expect(text).toContain('  3       –        damaged: its manifest is cut off or altered     –\n')
  expect(text).toContain('  25 series   size  scored  MAE  skill\n  shop 0     400 B       –    –      –\n')
  expect(text).toContain('  the 20 first of 25 series: all with --json\n')
  expect(text.slice(text.indexOf('  part'))).toBe(
    [
      '  part              size   share',
      '  series › steps  9.9 kB  99.0 %',
      '    lstm          8.0 kB  80.0 %',
      '    board         1.5 kB  15.0 %',
      '  run              100 B   1.0 %',
      '',
    ].join('\n'),
  )
})

it('has the worst of many series, and how their scores are distributed', () => {
  const series = Array.from({ length: 60 }, (_, i) => ({
    key: `shop ${i}`,
    bytes: 400,
    scores: detached(someScores({ seed: i, error: 0.5 + i / 20 })),
  }))
  const contents = { bytes: 10_000, rows: undefined, series, parts: [] }
  const text = inspectReport({ folder: 'state', commits: [], number: 2, contents }, memoryTerminal())
  const worst = overSeries(
    series.map(({ key, scores }) => ({ key: [key], scores })),
    0,
  ).worst.map(({ key }) => key[0])
  expect([...text.matchAll(/^ {2}(shop \d+) /gm)].map(([, name]) => name)).toEqual(worst)
  expect(text).toContain('  the 10 worst of 60 series: all with --json\n')
  expect(text).toMatch(/^ {2}over 60 series +MASE +WAPE +skill$/m)
})
