import { expect, it } from 'vitest'
import { choose } from '../../src/defaults/choices.ts'
import { optionFields } from '../../src/forecaster/option-fields.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const options = { leads: [1, 2], channels: 1, known: 1 }
const of = (more: object) => ({ state: (fields: Fields) => optionFields(fields, choose({ ...options, ...more })) })

it('a snapshot fits a forecaster with the same options only, and reports another seed', () => {
  const saved = snapshot(of({}))
  expect(restore(of({}), saved)).toEqual([])
  expect(restore(of({ seed: 2 }), saved)).toHaveLength(1)
  for (const other of [{ known: 2 }, { offered: ['dwd'] }, { leads: [1] }])
    expect(() => restore(of(other), saved)).toThrow('snapshot')
})
