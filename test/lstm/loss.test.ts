import { describe, expect, it } from 'vitest'
import { loss, outputsPerTarget, soundTargets } from '../../src/lstm/loss.ts'
import { Random } from '../../src/lstm/random.ts'
import { allLosses, targetOf } from './all-losses.ts'

describe('loss', () => {
  const prediction = Float64Array.of(1, 5, 0.5, 9, -3)
  const target = Float64Array.of(0.5, 2, 0.5, Number.NaN, 0)

  it('is the square with slope twice the error', () => {
    const gradient = new Float64Array(5)
    expect(loss(allLosses.squared, prediction, target, gradient)).toEqual({ sum: 0.25 + 9 + 0 + 9, known: 4 })
    expect([...gradient]).toEqual([1, 6, 0, 0, -6])
  })

  it('with huber is half the square up to 1, and linear beyond', () => {
    const gradient = new Float64Array(5)
    expect(loss(allLosses.huber, prediction, target, gradient)).toEqual({ sum: 0.125 + 2.5 + 0 + 2.5, known: 4 })
    expect([...gradient]).toEqual([0.5, 1, 0, 0, -1])
  })

  it('with pinball weighs errors above and below by the level, on average over the levels', () => {
    const gradient = new Float64Array(6)
    const { sum, known } = loss(allLosses.pinball, Float64Array.of(1, 2, 4, 0, 1, 2), Float64Array.of(3, 1), gradient)
    expect(known).toBe(2)
    expect(sum).toBeCloseTo((0.1 * 2 + 0.5 * 1 + 0.25 * 1) / 3 + (0.1 * 1 + 0 + 0.25 * 1) / 3, 12)
    expect([...gradient].map((slope) => 3 * slope)).toEqual([-0.1, -0.5, 0.25, -0.1, 0, 0.25])
  })

  it('with logistic and softmax is minus the log of the probability', () => {
    const gradient = new Float64Array(2)
    const { sum } = loss(allLosses.logistic, Float64Array.of(Math.log(3), -2), Float64Array.of(1, Number.NaN), gradient)
    expect(sum).toBeCloseTo(-Math.log(0.75), 12)
    expect(gradient[0]).toBeCloseTo(-0.25, 12)
    expect(gradient[1]).toBe(0)
    const logits = Float64Array.of(0, Math.log(2), Math.log(5), -1000, -1000)
    const slopes = new Float64Array(5)
    expect(loss(allLosses.softmax, logits, Float64Array.of(1), slopes).sum).toBeCloseTo(-Math.log(2 / 8), 12)
    for (const [i, slope] of [1 / 8, 2 / 8 - 1, 5 / 8, 0, 0].entries()) expect(slopes[i]).toBeCloseTo(slope, 12)
  })

  it('judges base + scale × prediction, if there are such', () => {
    const [gradient, plain] = [new Float64Array(2), new Float64Array(2)]
    const judged = [
      [4, -1],
      [2, 3],
      [0.5, 2],
    ].map((numbers) => Float64Array.from(numbers))
    const [prediction, base, scale] = judged as [Float64Array, Float64Array, Float64Array]
    const target = Float64Array.of(1, 0)
    const { sum } = loss(allLosses.logistic, prediction, target, gradient, base, scale)
    expect(sum).toBe(loss(allLosses.logistic, Float64Array.of(4, 1), target, plain).sum)
    expect([...gradient]).toEqual([0.5 * plain[0]!, 2 * plain[1]!])
    expect(loss(allLosses.logistic, prediction, target, gradient, base).sum).toBe(
      loss(allLosses.logistic, Float64Array.of(6, 2), target, plain).sum,
    )
    expect([...gradient]).toEqual([...plain])
  })

  it.each(Object.values(allLosses))('has the derivatives of finite differences: $loss', (options) => {
    const random = new Random(3)
    const width = outputsPerTarget(options)
    for (let trial = 0; trial < 200; trial++) {
      const outputs = Float64Array.from({ length: 2 * width }, () => 6 * random.uniform() - 3)
      const targets = Float64Array.of(targetOf(options, random), targetOf(options, random))
      const slopes = new Float64Array(2 * width)
      loss(options, outputs, targets, slopes)
      const at = random.below(2 * width)
      const moved = (change: number) => {
        const changed = outputs.slice()
        changed[at]! += change
        return loss(options, changed, targets, new Float64Array(2 * width)).sum
      }
      expect(Math.abs((moved(1e-6) - moved(-1e-6)) / 2e-6 - slopes[at]!)).toBeLessThan(1e-6)
    }
  })

  it.each(Object.values(allLosses))('and its derivatives are finite far out: $loss', (options) => {
    if (options.loss === 'squared') return
    const width = outputsPerTarget(options)
    for (const far of [1e30, -1e30]) {
      const outputs = Float64Array.from({ length: width }, (_, i) => (i % 2 === 0 ? far : -far))
      const slopes = new Float64Array(width)
      for (const target of [0, 1]) {
        expect(Number.isFinite(loss(options, outputs, Float64Array.of(target), slopes).sum)).toBe(true)
        expect(slopes.every((slope) => Math.abs(slope) <= 1)).toBe(true)
      }
    }
  })

  it.each(Object.values(allLosses))('is zero if no target is known: $loss', (options) => {
    const gradient = new Float64Array(outputsPerTarget(options)).fill(5)
    const outputs = gradient.slice()
    expect(loss(options, outputs, Float64Array.of(Number.NaN), gradient)).toEqual({ sum: 0, known: 0 })
    expect(gradient.every((slope) => slope === 0)).toBe(true)
  })
})

describe('soundTargets', () => {
  it.each([
    ['huber', [0, -3e38], [4e38, Number.POSITIVE_INFINITY]],
    ['squared', [1e18], [1.1e18]],
    ['pinball', [-3e38], [4e38]],
    ['logistic', [0, 1, 0.3], [-0.1, 1.1]],
    ['softmax', [0, 4], [5, -1, 1.5]],
  ] as const)('of %s', (name, sound, others) => {
    const { holds } = soundTargets(allLosses[name])
    expect(sound.map((target) => holds(target, 0))).toEqual(sound.map(() => true))
    expect(others.map((target) => holds(target, 0))).toEqual(others.map(() => false))
  })
})
