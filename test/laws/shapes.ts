import { Random } from '../../src/lstm/random.ts'
import { gaussian } from './series.ts'

/** A kind of series on which a mixture by gradients alone stays behind its best expert, or might. */
export interface Shape {
  readonly name: string
  readonly cadence: string
  /** In steps; undefined for none. */
  readonly season: number | undefined
  readonly horizon: number
  readonly rows: number
  /** A generator of values, seeded. */
  readonly start: (seed: number) => (t: number) => number
  /** Whether no forecast is better than the last value. */
  readonly walk?: true
}

type Draw = { readonly uniform: () => number; readonly normal: () => number }

const seeded = (start: (draw: Draw) => (t: number) => number) => (seed: number) => {
  const random = new Random(seed)
  return start({ uniform: () => random.uniform(), normal: gaussian(seed + 1000) })
}

/** A level that changes by `jump` with a probability at each step. */
const jumping = (probability: number, first: number, jump: (level: number, draw: Draw) => number, noise = 0) =>
  seeded((draw) => {
    let level = first
    return () => {
      if (draw.uniform() < probability) level = jump(level, draw)
      return noise === 0 ? level : level + noise * draw.normal()
    }
  })

const walk = (share: number) =>
  seeded(({ normal }) => {
    let level = 100
    return () => (level *= 1 + share * normal())
  })

const cycle = (t: number) => 100 + 40 * Math.sin((t / 24) * 2 * Math.PI) + (t % 24 === 7 ? 20 : 0)

const minutes = { cadence: '5min', season: 12, horizon: 10, rows: 1200 } as const
const hours = { cadence: '1h', season: 24, horizon: 24, rows: 1200 } as const
const days = { cadence: '1d', season: 7, horizon: 7, rows: 1200 } as const
const weeks = { cadence: '1w', season: 52, horizon: 4, rows: 900 } as const

export const shapes: readonly Shape[] = [
  {
    name: 'steps',
    ...minutes,
    start: seeded((draw) => {
      const level = jumping(0.02, 0, (_, { normal }) => 3 * normal(), 0.05)(1 + Math.floor(1e6 * draw.uniform()))
      return (t) => 1e5 * Math.exp(level(t))
    }),
  },
  {
    name: 'bursts',
    ...minutes,
    start: seeded(({ uniform }) => {
      let left = 0
      return () => {
        if (uniform() < 0.01) left = 1 + Math.floor(20 * uniform())
        return left-- > 0 ? 2e6 + 2e7 * uniform() : 4e4 + 4e4 * uniform()
      }
    }),
  },
  {
    name: 'autoregression in logarithms',
    ...minutes,
    start: seeded(({ normal }) => {
      let log = 0
      return () => {
        log = 0.97 * log + 0.4 * normal()
        return 1e5 * Math.exp(2 * log)
      }
    }),
  },
  {
    name: 'storms',
    ...minutes,
    start: seeded(({ uniform }) => (t) => {
      if (t > 100 && t < 112) return 6e7 * uniform()
      if (t > 700 && t < 706) return 8e7 * uniform()
      return t % 12 === 0 ? 5e5 : 5e4 + 1e4 * uniform()
    }),
  },
  { name: 'levels', ...minutes, start: jumping(0.02, 50, (level, { normal }) => level + 3 * normal(), 1) },
  {
    name: 'list price',
    ...days,
    start: jumping(0.015, 100, (level, { normal }) => Math.round(level * (1 + 0.08 * normal()) * 20) / 20),
  },
  {
    name: 'policy rate',
    ...weeks,
    start: jumping(0.03, 2, (level, { uniform }) => Math.max(0, level + (uniform() < 0.5 ? -0.25 : 0.25))),
  },
  {
    name: 'intermittent demand',
    ...days,
    start: seeded(
      ({ uniform }) =>
        () =>
          uniform() < 0.85 ? 0 : 1 + Math.floor(5 * uniform()),
    ),
  },
  {
    name: 'zero for good',
    ...hours,
    start: seeded(
      ({ normal }) =>
        (t) =>
          t > 600 ? 0 : cycle(t) + 3 * normal(),
    ),
  },
  {
    name: 'growth, then a crash',
    ...days,
    start: seeded(({ normal }) => {
      let level = 10
      return (t) => (level *= t < 600 ? 1.005 + 0.01 * normal() : t < 620 ? 0.85 : 1 + 0.01 * normal())
    }),
  },
  {
    name: 'near-deterministic cycle',
    ...hours,
    start: seeded(
      ({ normal }) =>
        (t) =>
          cycle(t) + 0.05 * normal(),
    ),
  },
  {
    name: 'random walk, business days',
    ...days,
    cadence: '1bd',
    season: undefined,
    horizon: 5,
    start: walk(0.01),
    walk: true,
  },
  { name: 'random walk, days', ...days, start: walk(0.01), walk: true },
  { name: 'random walk, weeks', ...weeks, start: walk(0.02), walk: true },
  {
    name: 'random walk, months',
    ...weeks,
    cadence: '1mo',
    season: 12,
    horizon: 12,
    rows: 500,
    start: walk(0.04),
    walk: true,
  },
]
