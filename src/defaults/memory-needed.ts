import { ConfigError } from '../errors.ts'
import type { ForecasterOptions } from './options.ts'
import { listOf } from './seasons.ts'

/** About as many as the largest default pool has, LSTMs included. */
const defaultExperts = 30
/** LSTMs, regressions and scales of the default pool, and what each channel adds; and a channel of chosen experts. */
const networks = 200_000
const channelOfPool = 100_000
const channelOfChosen = 20_000
/** Numbers kept of a forecast not yet due by the second stage, for columns known ahead. */
const mixedAgain = 10
/** Most bytes that are tried without another limit: no default of one series comes near it. */
export const mostMemory = 17_179_869_184

/** Bytes that a forecaster takes: those of forecasts not yet due and of the values of a season, and all. */
export interface MemoryNeed {
  readonly pending: number
  readonly seasonal: number
  readonly all: number
}

/**
 * Bytes that the state of one series takes once the longest lead has come due, as measured: forecasts not yet due, of
 * each expert, of the intervals and of the scores, and the values of a season; and the second stage of columns known
 * ahead.
 */
export function memoryNeeded(options: ForecasterOptions): MemoryNeed {
  const { channels, leads, levels = [], experts, known = 0, offered = [], season } = options
  // Each forecaster elsewhere is two experts.
  const mixed = (experts?.length ?? defaultExperts) + 2 * offered.length
  const corrected = known > 0 ? mixedAgain : 0
  const rows = 8 * leads.at(-1)!
  const pending =
    rows * channels * leads.length * (mixed + 6 + 7 * levels.length + corrected) + rows * (1 + leads.length) * known
  const seasonal = 16 * channels * Math.max(0, ...listOf(season))
  const rest = experts ? channelOfChosen * channels : networks + channelOfPool * channels
  // A regression for each lead and channel, with its covariances.
  const inputs = 1 + 5 * known
  const regressions = known > 0 ? 4 * channels * leads.length * inputs * (inputs + 3) : 0
  return { pending, seasonal, all: pending + seasonal + regressions + rest }
}

/** @throws ConfigError if a forecaster would take more memory than machines have, before it is built */
export function demandMemory({ all }: MemoryNeed): void {
  if (all <= mostMemory) return
  const message = `expected a forecaster of at most ${sizeText(mostMemory)}, got horizon and season that need ${sizeText(all)} a series; ask for fewer leads, such as leads: [1, 24, 168], or a shorter season`
  throw new ConfigError([{ where: 'forecast:', message }])
}

/** Bytes in words: `1.5 GB`. */
export function sizeText(bytes: number): string {
  const [size, unit] = bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'KB']
  return `${size < 10 ? size.toFixed(1) : Math.round(size).toLocaleString('en-US')} ${unit}`
}
