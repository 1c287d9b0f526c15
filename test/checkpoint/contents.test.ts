import { expect, it } from 'vitest'
import { Checkpoints } from '../../src/checkpoint/checkpoints.ts'
import { contentsOf } from '../../src/checkpoint/contents.ts'
import type { Fields } from '../../src/state/fields.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'

const rows = {
  state(fields: Fields) {
    for (const [i, name] of ['accepted', 'imputed', 'rejected', 'skipped'].entries()) fields.counter(name, 10 - i)
  },
}
const series = (size: number) => ({
  state(fields: Fields) {
    fields.part('large', { state: (inner) => inner.numbers('weights', new Float64Array(size)) })
    fields.number('small', 1)
  },
})

it('has the rows, the series and the size of each part, those of all series together', async () => {
  const store = new MemoryStore()
  const checkpoints = new Checkpoints({ store })
  await checkpoints.begin()
  const run = { state: (fields: Fields) => fields.part('rows', rows) }
  await checkpoints.take(
    10,
    [['run', run]],
    [
      ['series/a', series(100)],
      ['series/["b","c"]', series(200)],
      ['sink/report out/a.html', series(1)],
      ['sink/report out/a.html/0', series(20)],
      ['sink/report out/a.html/17', series(30)],
    ],
  )
  const keys = await Promise.all(
    (await store.keys()).map(async (key) => {
      const bytes = (await store.get(key))!
      return { key, bytes: bytes.length, read: async () => bytes }
    }),
  )
  const contents = await contentsOf(keys)
  expect(contents.bytes).toBe(keys.reduce((sum, { bytes }) => sum + bytes, 0))
  expect(contents.rows).toEqual({ accepted: 10, imputed: 9, rejected: 8, skipped: 7 })
  expect(contents.series.map(({ key, scores }) => [key, scores])).toEqual([
    ['a', undefined],
    ['["b","c"]', undefined],
  ])
  const [largest] = contents.parts
  expect(largest).toMatchObject({ name: 'series', parts: [{ name: 'large', parts: [{ name: 'weights', parts: [] }] }] })
  expect(largest!.bytes).toBe(contents.series[0]!.bytes + contents.series[1]!.bytes)
  expect(largest!.parts[0]!.bytes).toBeGreaterThan(2400)
  expect(contents.parts.find(({ name }) => name === 'sink/report out/a.html')!.bytes).toBe(
    keys.filter(({ key }) => key.startsWith('sink/')).reduce((sum, { bytes }) => sum + bytes, 0),
  )
  expect(contents.parts.map(({ name }) => name).sort()).toEqual(['pipeline', 'run', 'series', 'sink/report out/a.html'])
  expect(JSON.parse(JSON.stringify(contents.parts))[0].parts[0].parts[0].name).toBe('weights')
})
