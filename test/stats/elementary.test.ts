import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cos, exp, log, sin, tanh } from '../../src/stats/elementary.ts'

// V8's own functions are within an ulp or so of the true value, so a wrong port shows; equality of bits is what we do not ask of them.
const close = (a: number, b: number) => Math.abs(a - b) <= 4e-16 * Math.max(Math.abs(b), 2.3e-308)

describe('elementary', () => {
  it('agrees with the platform to two units in the last place over many magnitudes', () => {
    for (let i = -3000; i <= 3000; i++) {
      const x = i * 0.0371
      expect(close(exp(x), Math.exp(x)), `exp(${x})`).toBe(true)
      expect(close(tanh(x), Math.tanh(x)), `tanh(${x})`).toBe(true)
      expect(close(sin(x), Math.sin(x)), `sin(${x})`).toBe(true)
      expect(close(cos(x), Math.cos(x)), `cos(${x})`).toBe(true)
      if (x > 0) expect(close(log(x), Math.log(x)), `log(${x})`).toBe(true)
    }
  })

  it('keeps exact and special values exact', () => {
    expect([exp(0), log(1), tanh(0), sin(0), cos(0)]).toEqual([1, 0, 0, 0, 1])
    expect([exp(-Infinity), exp(Infinity), log(0), tanh(Infinity)]).toEqual([0, Infinity, -Infinity, 1])
    expect([log(-1), exp(Number.NaN), sin(Infinity)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('uses IEEE 754 operations only: its code never calls an elementary function of Math', () => {
    const code = readFileSync(new URL('../../src/stats/elementary.generated.ts', import.meta.url), 'utf8')
    expect(code).not.toMatch(/Math\.(exp|log|tanh|sinh|sin|cos|pow|expm1|log1p)\b/)
  })
})
