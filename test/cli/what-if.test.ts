import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cheap, commandHere, days, folderWith } from './command.ts'

describe('rxcast run --known', () => {
  it('neither writes nor saves anything', async () => {
    const source = 'source:\n  csv: { path: rows.csv, time: date, target: value, known: price }\n'
    const rows = days([0, 1, 1, 3, 2])
      .replaceAll(/^(\d.*)$/gm, '$1,2')
      .replace('value', 'value,price')
    const folder = folderWith({
      'rows.csv': rows,
      'other.csv': 'date,price\n2024-01-05,3\n2024-01-06,3\n',
      'a.yaml': `${source}${cheap.slice(cheap.indexOf('steps:'))}checkpoint: state\n`,
    })
    const { code, stdout, stderr } = await commandHere(['run', 'a.yaml', '--known', 'other.csv'], folder)
    expect([code, stderr]).toEqual([
      0,
      'what if: price of 1 of the 2 rows of other.csv; not used: 1 for times up to the last target; no output is written, and no state is saved\n' +
        'note price counts as known from the first row on; if not, name the column of the issue: issued\n',
    ])
    expect(stdout).toContain('Sat  6 Jan 2024')
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'other.csv', 'rows.csv'])
    const kept = await commandHere(['run', 'a.yaml', '--known', 'other.csv', '--fresh'], folder)
    expect([kept.code, kept.stderr]).toEqual([
      2,
      expect.stringContaining('--known: expected a run that saves nothing, got --fresh; leave it out'),
    ])
  })
})
