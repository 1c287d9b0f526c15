import { expect, it } from 'vitest'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'

it('reads what was written, in the same order, in pack after pack', () => {
  const writer = new PackWriter()
  const reader = new PackReader()
  const texts = ['', 'a', 'ü鳥\ud800\u0000', 'long '.repeat(20_000)]
  for (let round = 0; round < 3; round++) {
    writer.number(-0)
    writer.array([1, Number.NaN, Number.POSITIVE_INFINITY])
    writer.array(new Float64Array(5000).fill(round))
    for (const text of texts) writer.text(text)
    for (const text of texts) writer.name(text)
    writer.optional(undefined, () => writer.number(1))
    writer.optional(7, (value) => writer.number(value))
    writer.list(texts, (text) => writer.name(text))
    for (const text of texts) writer.text(text)
    writer.number(0.1)

    reader.open(writer.take())
    expect(reader.number()).toBe(-0)
    expect(reader.array()).toEqual(Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY))
    expect(reader.array()).toEqual(new Float64Array(5000).fill(round))
    expect(texts.map(() => reader.text())).toEqual(texts)
    expect(texts.map(() => reader.name())).toEqual(texts)
    expect(reader.optional(() => reader.number())).toBeUndefined()
    expect(reader.optional(() => reader.number())).toBe(7)
    expect(reader.list(() => reader.name())).toEqual(texts)
    const later = reader.textsLater(texts.length)
    expect(reader.number()).toBe(0.1)
    expect(later()).toEqual(texts)
  }
})

it('writes a name once', () => {
  const writer = new PackWriter()
  const name = 'x'.repeat(10_000)
  writer.name(name)
  expect(writer.take().units.length).toBeGreaterThanOrEqual(10_000)
  writer.name(name)
  expect(writer.take().units.length).toBeLessThan(20_000)
  writer.name(name)
  expect(writer.take().units.length).toBeLessThan(2000)
})

it('gives arrays of their own, not views of the pack', () => {
  const writer = new PackWriter()
  writer.array([1, 2])
  const pack = writer.take()
  const reader = new PackReader()
  reader.open(pack)
  const array = reader.array()
  pack.numbers.fill(0)
  expect(array).toEqual(Float64Array.of(1, 2))
  expect(array.buffer.byteLength).toBe(16)
})
