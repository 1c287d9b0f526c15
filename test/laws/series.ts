import { catalogue } from '../../src/defaults/pool.ts'
import { kindOf, profileOf } from '../../src/defaults/profile.ts'
import { Random } from '../../src/lstm/random.ts'

/** A synthetic series: a value for each step, all seeded. */
export interface Shape {
  readonly name: string
  readonly cadence: string
  /** In steps; undefined for none. */
  readonly season: number | undefined
  /** Length of a step in milliseconds. */
  readonly step: number
  readonly values: (count: number, seed: number) => number[]
}

const hour = 3_600_000
const day = 24 * hour

/** Standard Gaussian numbers, by Marsaglia's polar method. */
export function gaussian(seed: number): () => number {
  const random = new Random(seed)
  return () => {
    for (;;) {
      const [u, v] = [2 * random.uniform() - 1, 2 * random.uniform() - 1]
      const s = u * u + v * v
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }
}

const wave = (t: number, season: number) => Math.sin((2 * Math.PI * t) / season)

/** A clean cycle with a peak, noise of 1 on a swing of 80. */
const clean = (season: number) => (count: number, seed: number) => {
  const noise = gaussian(seed)
  return Array.from(
    { length: count },
    (_, t) => 100 + 40 * wave(t, season) + (t % season === Math.floor(season / 3) ? 20 : 0) + noise(),
  )
}

/** A cycle under noise that is correlated from step to step. */
const noisy = (season: number) => (count: number, seed: number) => {
  const noise = gaussian(seed)
  let error = 0
  return Array.from({ length: count }, (_, t) => {
    error = 0.7 * error + 3 * noise()
    return 50 + 10 * wave(t, season) + error
  })
}

const autoregression = (level: number) => (count: number, seed: number) => {
  const noise = gaussian(seed)
  let error = 0
  return Array.from({ length: count }, () => {
    error = 0.8 * error + noise()
    return level + error
  })
}

const walk = (count: number, seed: number) => {
  const noise = gaussian(seed)
  let level = 100
  return Array.from({ length: count }, () => {
    level += noise()
    return level
  })
}

const trend = (season: number) => (count: number, seed: number) => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, (_, t) => 200 + 0.2 * t + 15 * wave(t, season) + 2 * noise())
}

/** Shapes of every kind and cadence that accidents are tried on. */
export const shapes: readonly Shape[] = [
  { name: 'clean day', cadence: '1h', season: 24, step: hour, values: clean(24) },
  { name: 'noisy day', cadence: '1h', season: 24, step: hour, values: noisy(24) },
  { name: 'clean day', cadence: '5min', season: 288, step: hour / 12, values: clean(288) },
  { name: 'noisy week', cadence: '1d', season: 7, step: day, values: noisy(7) },
  { name: 'trend and week', cadence: '1d', season: 7, step: day, values: trend(7) },
  { name: 'autoregression', cadence: '1h', season: 24, step: hour, values: autoregression(20) },
  { name: 'zero-mean', cadence: '1d', season: undefined, step: day, values: autoregression(0) },
  { name: 'random walk', cadence: '1d', season: undefined, step: day, values: walk },
  { name: 'trend and year', cadence: '1w', season: 52, step: 7 * day, values: trend(52) },
]

/** Names of the default experts but for the LSTMs, which would take most of the time and forecast the same here. */
export function withoutLstms({ cadence, season }: Shape): string[] {
  const seasons = season === undefined ? [] : [season]
  const traits = { profile: profileOf(kindOf(cadence, season), seasons), seasons, logarithmic: false }
  const settings = { hidden: 4, replayRows: 64, seed: 1, engine: 'wasm' } as const
  return catalogue(traits, settings).flatMap(({ name }) => (name.startsWith('lstm') ? [] : [name]))
}
