import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { watched } from './watched.ts'

it.runIf(existsSync('/proc/self/stat'))(
  'forecasts every row while pages come and go, and keeps none of their sockets',
  async () => {
    // Fails unless the sockets are closed at the end.
    const { moments, pages, refused } = await watched(5, 2)
    expect([moments.at(-1)!.rows, refused]).toEqual([500, 0])
    expect(pages).toBeGreaterThan(5)
  },
)
