import { expect, it } from 'vitest'
import { readAll, within } from '../../src/simulate/within.ts'

const stay = new AbortController().signal
const never = new Promise<void>(() => {})

it('within(5 ms) waits until something is there, or the time is over, or it has to stop', async () => {
  expect(await within(Promise.resolve(), 60_000, stay)).toBe(true)
  expect(await within(never, 5, stay)).toBe(false)
  expect(await within(never, 60_000, AbortSignal.abort())).toBe(false)
})

it('readAll says what was not read, unless it has to stop', async () => {
  expect(await readAll(Promise.resolve(), stay)).toBeUndefined()
  expect(await readAll(never, AbortSignal.abort())).toBeUndefined()
})
