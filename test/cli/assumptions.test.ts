import { expect, it } from 'vitest'
import { cheap, commandHere, folderWith } from './command.ts'

it('notes what it takes as given, but not with --quiet: it cannot tell that anything is wrong', async () => {
  const rows = 'date,value,price\n2024-01-01,1,2\n2024-01-02,2,2\n2024-01-03,1,3\n'
  const folder = folderWith({
    'rows.csv': rows,
    'a.yaml': cheap.replace('target: value', 'target: value, known: [price]'),
  })
  const said = 'price counts as known from the first row on; if not, name the column of the issue: issued'
  expect((await commandHere(['run', 'a.yaml'], folder)).stderr).toContain(`note ${said}\n`)
  expect(await commandHere(['run', 'a.yaml', '-q'], folder)).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(JSON.parse((await commandHere(['run', 'a.yaml', '--json'], folder)).stdout).warnings).toEqual([said])
})
