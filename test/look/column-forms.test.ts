import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ColumnForms, formOf } from '../../src/look/column-forms.ts'

describe('formOf', () => {
  it.each([
    ['2024-01-02T03:04Z', '9999-99-99T99:99Z'],
    ['12 Jan 2024', '99 a+ 9999'],
    ['$1,204.50', '$9,999.99'],
    ['1.3M', '9.9M'],
    ['30 kWh', '99 a+'],
    ['unavailable', 'unavailable'],
    ['n/a', 'n/a'],
    ['', ''],
    ['2024年1月', '9999年9月'],
    ['12 °C', '99 °C'],
  ])('of %s is %s', (text, form) => {
    expect(formOf(text)).toBe(form)
  })
})

describe('ColumnForms', () => {
  const counted = (cells: readonly string[]) => {
    const forms = new ColumnForms()
    cells.forEach((cell, i) => {
      forms.add(cell, i + 2)
    })
    return forms
  }

  it('keeps the first example and its line', () => {
    expect([...counted(['1.5', '2.5', 'x', '10'] as const).forms]).toEqual([
      ['9.9', { count: 2, example: '1.5', line: 2 }],
      ['x', { count: 1, example: 'x', line: 4 }],
      ['99', { count: 1, example: '10', line: 5 }],
    ])
  })

  it('ignores spaces around a cell, also no-break spaces', () => {
    expect([...counted([' 1', '2 ', '\u00a03\u00a0', ' 4']).forms.keys()]).toEqual(['9'])
  })

  it('counts the forms that formOf gives, whatever the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('1', '9', 'a', 'Z', 'é', '.', '-', ' ', '%'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
        const expected = new Map<string, number>()
        for (const text of cells) {
          const form = formOf(text.trim())
          expected.set(form, (expected.get(form) ?? 0) + 1)
        }
        const { forms, distinct } = counted(cells)
        expect([...forms].map(([form, { count }]) => [form, count])).toEqual([...expected])
        expect(distinct).toBe(new Set(cells.map((text) => text.trim())).size)
      }),
    )
  })

  it('stops at 500 forms and at 10,000 different texts', () => {
    const { forms, distinct } = counted(Array.from({ length: 20_000 }, (_, i) => `word ${'x'.repeat(i % 7)} ${i}`))
    expect(distinct).toBe(10_000)
    expect(forms.size).toBeLessThan(40)
    const words = (i: number) => String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))
    expect(counted(Array.from({ length: 600 }, (_, i) => words(i))).forms.size).toBe(500)
  })
})
