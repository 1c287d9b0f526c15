import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clashes, type FileUse } from '../../src/sinks/file-uses.ts'
import { newFolder } from './place.ts'

const folder = newFolder()
const at = (name: string) => join(folder, name)
mkdirSync(at('data'))
writeFileSync(at('data/rows.csv'), '')
symlinkSync('data/rows.csv', at('link.csv'))
linkSync(at('data/rows.csv'), at('hard.csv'))
symlinkSync('data', at('also'))
symlinkSync('later.csv', at('dangling.csv'))
mkdirSync(at('state'))

const use = (what: string, kind: FileUse['kind'], name: string): FileUse => ({ what, kind, name, path: at(name) })
const found = (...uses: readonly FileUse[]) => clashes(uses).map(({ message }) => message)

describe('clashes', () => {
  it.each(['data/rows.csv', 'data/../link.csv', 'hard.csv', 'also/rows.csv'])(
    'finds that an output is the input: %s',
    (name) => {
      const as = name === 'data/rows.csv' ? '' : ' as "data/rows.csv"'
      const message = `csv: expected a file of its own, got "${name}", which is the input${as}; name another`
      expect(found(use('the input', 'read', 'data/rows.csv'), use('csv', 'written', name))).toEqual([message])
      expect(found(use('csv', 'written', name), use('the input', 'read', 'data/rows.csv'))).toEqual([message])
    },
  )

  it.each([
    ['new.csv', './data/../new.csv'],
    ['dangling.csv', 'later.csv'],
    ['also/new.csv', 'data/new.csv'],
    ['data/rows.csv', 'hard.csv'],
    ['new.csv.part', 'new.csv'],
  ])('finds that two outputs are the same file: %s and %s', (one, other) => {
    expect(found(use('csv', 'written', one), use('ndjson', 'written', other))).toEqual([
      `ndjson: expected a file of its own, got "${other}", which csv writes too as "${one}"; name another`,
    ])
  })

  it('finds outputs among the checkpoints', () => {
    const state = use('the checkpoint folder', 'folder', 'state')
    expect(found(state, use('csv', 'written', 'state'), use('csv', 'written', 'state/a/b.csv'))).toEqual(
      ['state', 'state/a/b.csv'].map(
        (name) =>
          `csv: expected a file of its own, got "${name}", which is inside the checkpoint folder${name === 'state' ? '' : ' as "state"'}; name another`,
      ),
    )
    expect(found(state, use('csv', 'written', 'state.csv'))).toEqual([])
  })

  it('says it of rejects', () => {
    expect(found(use('ndjson', 'written', 'a'), { ...use('csv', 'written', 'a'), rejects: true })).toEqual([
      'csv: expected a file of its own for its rejects, got "a", which ndjson writes too; name another',
    ])
  })

  it('lets files be read twice, and devices be written twice', () => {
    const null_ = { ...use('csv', 'written', 'null'), path: '/dev/null' }
    expect(found(use('the input', 'read', 'data/rows.csv'), use('a', 'read', 'hard.csv'), null_, null_)).toEqual([])
    expect(found(use('csv', 'written', 'a.csv'), use('csv', 'written', 'b.csv'))).toEqual([])
  })
})
