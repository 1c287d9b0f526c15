import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { soaked } from './soaked.ts'

it.runIf(existsSync('/proc/self/stat'))('forecasts every row of a long input, with flat memory', async () => {
  const parts = await soaked(40_000, 4)
  expect(parts.map(({ rows }) => rows)).toEqual([10_000, 20_000, 30_000, 40_000])
  // Rows of this many bytes each would be kept.
  expect(((parts[3]!.mb - parts[1]!.mb) * 2 ** 20) / 20_000).toBeLessThan(4000)
  expect(parts[3]!.state).toBeLessThan(200_000)
})
