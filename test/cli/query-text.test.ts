import { expect, it } from 'vitest'
import { csvText, jsonText, type Print } from '../../src/cli/query-text.ts'
import type { Kind, Value } from '../../src/history/result.ts'
import { memoryTerminal } from './memory-terminal.ts'

async function textOf(print: Print, columns: Record<string, Kind>, rows: Value[][], zone = 'UTC') {
  async function* parts() {
    for (const row of rows) yield [row]
  }
  const terminal = memoryTerminal()
  const named = Object.entries(columns).map(([name, kind]) => ({ name, kind }))
  await print({ columns: named, parts: parts(), zone }, terminal)
  return terminal.written.out
}

const columns = {
  'a "b"': 'text',
  x: 'number',
  n: 'whole',
  at: 'instant',
  moment: 'moment',
  on: 'date',
  o: 'other',
} as const
const rows: Value[][] = [
  ['1,2', 0.1, 9007199254740993n, 0, 0, 0, [1, null]],
  [null, Number.NaN, 3n, null, null, null, null],
]

it('prints CSV in full precision, unknown cells empty', async () => {
  expect(await textOf(csvText, columns, rows, '+09:00')).toBe(
    `"a ""b""",x,n,at,moment,on,o
"1,2",0.1,9007199254740993,1970-01-01T09:00:00.000+09:00,1970-01-01T00:00:00.000,1970-01-01,"[1,null]"
,NaN,3,,,,
`,
  )
})

it('prints a JSON array, whole numbers that JSON cannot hold as texts', async () => {
  expect(JSON.parse(await textOf(jsonText, columns, rows))).toEqual([
    {
      'a "b"': '1,2',
      x: 0.1,
      n: '9007199254740993',
      at: '1970-01-01T00:00:00.000Z',
      moment: '1970-01-01T00:00:00.000',
      on: '1970-01-01',
      o: [1, null],
    },
    { 'a "b"': null, x: null, n: 3, at: null, moment: null, on: null, o: null },
  ])
  expect(await textOf(jsonText, columns, [])).toBe('[]\n')
})
