import { expect, it } from 'vitest'
import { seriesId } from '../../src/series/series-id.ts'

it('seriesId is the key, and the target if there are several or no key', () => {
  expect([
    seriesId(undefined, 'y', 1),
    seriesId(['a', 'b'], 'y', 1),
    seriesId(['a'], 'y', 2),
    seriesId(undefined, 'y', 2),
  ]).toEqual(['y', 'a/b', 'a/y', 'y'])
})
