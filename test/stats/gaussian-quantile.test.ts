import { expect, it } from 'vitest'
import { gaussianQuantile } from '../../src/stats/gaussian-quantile.ts'

it('gaussianQuantile is within 4.5e-4 of the table, and odd around one half', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.6, 0.253347],
    [0.9, 1.281552],
    [0.975, 1.959964],
    [0.995, 2.575829],
    [0.9999, 3.719016],
  ] as const) {
    expect(Math.abs(gaussianQuantile(p) - z)).toBeLessThan(4.5e-4)
    expect(Math.abs(gaussianQuantile(1 - p) + gaussianQuantile(p))).toBeLessThan(1e-3)
  }
})
