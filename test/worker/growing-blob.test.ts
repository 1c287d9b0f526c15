import { expect, it } from 'vitest'
import { GrowingBlob } from '../../src/worker/growing-blob.ts'

it('a growing blob holds everything added, however much', async () => {
  const blob = new GrowingBlob()
  const line = `${'x'.repeat(9_999)}\n`
  for (let i = 0; i < 300; i++) blob.add(line)
  blob.add('end')
  const whole = blob.whole('text/csv')
  expect([whole.size, whole.type]).toEqual([3_000_003, 'text/csv'])
  expect(await whole.text()).toBe(`${line.repeat(300)}end`)
})
