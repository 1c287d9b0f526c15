import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonElements } from '../../src/sources/json-elements.ts'

/** The elements of a text that arrives `size` characters at a time. */
function elementsOf(text: string, size: number) {
  const elements = new JsonElements()
  const found = []
  for (let at = 0; at < text.length; at += size) found.push(...elements.push(text.slice(at, at + size)))
  return { elements, found }
}

describe('JsonElements', () => {
  it('splits any array, however its text arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 30 }), fc.boolean(), (values, size, pretty) => {
        const { elements, found } = elementsOf(JSON.stringify(values, null, pretty ? 2 : 0), size)
        expect(found.map(({ text }) => text).map((text) => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(values)),
        )
        expect([elements.closed, elements.after]).toEqual([true, undefined])
      }),
    )
  })

  it('knows the line of each element', () => {
    const { found } = elementsOf('[\n 1,\n\n {"a":\n2},3\n]', 4)
    expect(found).toEqual([
      { text: '1', line: 2 },
      { text: '{"a":\n2}', line: 4 },
      { text: '3', line: 5 },
    ])
  })

  it('forgives a comma after the last element, keeps an empty one, and reports what follows the array', () => {
    expect(elementsOf('[1,]', 9).found.map(({ text }) => text)).toEqual(['1'])
    expect(elementsOf('[1,,2]', 9).found.map(({ text }) => text)).toEqual(['1', '', '2'])
    expect(elementsOf('[1] [2]', 2).elements.after).toBe('[')
    expect(elementsOf('[{"a":"]"', 3).elements.closed).toBe(false)
  })

  it('cuts off an element that is too long', () => {
    const { found } = elementsOf(`["${'x'.repeat(2_000_000)}",2]`, 65_536)
    expect(found.map(({ text }) => text.length)).toEqual([1_048_577, 1])
  })
})
