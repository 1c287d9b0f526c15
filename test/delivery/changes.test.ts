import { expect, it } from 'vitest'
import { Changes } from '../../src/delivery/changes.ts'

it('Changes tells all who wait, once', async () => {
  const changes = new Changes()
  const told: number[] = []
  const waits = [1, 2].map((one) => changes.next().then(() => told.push(one)))
  changes.tell()
  await Promise.all(waits)
  changes.next().then(() => told.push(3))
  await Promise.resolve()
  expect(told).toEqual([1, 2])
})
