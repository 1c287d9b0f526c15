import { expect, it } from 'vitest'
import { within } from '../../src/tasks/within.ts'

it('says whether work was done in time, and fails as it does', async () => {
  expect(await within(60_000, Promise.resolve())).toBe(true)
  expect(await within(1, new Promise(() => {}))).toBe(false)
  await expect(within(60_000, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
})
