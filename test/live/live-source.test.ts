import { expect, it } from 'vitest'
import { openFeed, plain, Tap } from './reading.ts'

it('knows its columns, and does not read ahead', async () => {
  const { source } = openFeed(new Tap(), { ...plain, target: ['a', 'b'], covariates: ['c'], by: 'station' })
  expect(source).toMatchObject({ name: 'tap', targets: ['a', 'b'], covariates: ['c'], by: ['station'] })
  expect(await source.peek(500)).toBeUndefined()
})
