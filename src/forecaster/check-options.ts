import { parseDuration } from '../series/duration.ts'
import { ConfigError } from '../series/errors.ts'
import type { ForecasterOptions } from './options.ts'
import { isRecipe } from './pool.ts'

const whole = (least: number) => (value: unknown) => Number.isSafeInteger(value) && (value as number) >= least
const oneOf =
  (...words: readonly string[]) =>
  (value: unknown) =>
    words.includes(value as string)

function rising(value: unknown, holds: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((one, i) => holds(one) && (i === 0 || one > value[i - 1]))
}

function isDuration(value: unknown): boolean {
  try {
    parseDuration(value as string)
    return true
  } catch {
    return false
  }
}

const isExpert = (value: unknown) => (typeof value === 'string' ? value !== '' : isRecipe(value))

/** What each option has to be, in words, and what to do where it is not. */
const demands: Readonly<
  Record<keyof ForecasterOptions, readonly [holds: (value: unknown) => boolean, expected: string, cure: string]>
> = {
  leads: [
    (value) => rising(value, whole(1)) && (value as unknown[]).length > 0,
    'rising whole numbers from 1',
    'such as [1, 2, 3]',
  ],
  channels: [whole(1), 'a whole number from 1', 'count the values of an observation'],
  covariates: [whole(0), 'a whole number from 0', 'count the covariates of an observation'],
  cadence: [isDuration, 'a duration', 'such as 1d, 12h, 15min, 1w, 1mo or 1bd (business day)'],
  season: [whole(2), 'a whole number of steps from 2', 'leave it out where there is none'],
  scale: [oneOf('linear', 'log'), '"linear" or "log"', 'leave it out to have it chosen'],
  levels: [
    (value) => rising(value, (level) => typeof level === 'number' && level > 0 && level < 1),
    'rising numbers between 0 and 1',
    'such as [0.8, 0.95]',
  ],
  experts: [
    (value) => Array.isArray(value) && value.length > 0 && value.every(isExpert),
    'names of experts, or recipes { name, build }',
    'leave it out for all that suit the series',
  ],
  mixture: [oneOf('mlPoly', 'boa'), '"mlPoly" or "boa"', 'leave it out for mlPoly'],
  gaps: [oneOf('keep', 'reset'), '"keep" or "reset"', 'leave it out for keep'],
  seed: [whole(0), 'a whole number from 0', 'such as 1'],
  engine: [oneOf('wasm', 'reference'), '"wasm" or "reference"', 'leave it out for wasm'],
  hidden: [whole(1), 'a whole number from 1', 'such as 32'],
  memory: [whole(1), 'a whole number from 1', 'such as 4096'],
}

/** What must be there; all the rest may be left out. */
const needed: readonly string[] = ['leads', 'channels']

/** @throws ConfigError with everything that is wrong with the options of a forecaster */
export function checkOptions(options: ForecasterOptions): void {
  const problems = Object.entries(demands).flatMap(([name, [holds, expected, cure]]) => {
    const value = options[name as keyof ForecasterOptions]
    if (value === undefined ? !needed.includes(name) : holds(value)) return []
    return [{ where: `forecast.${name}:`, message: `expected ${expected}, got ${shown(value)}; ${cure}` }]
  })
  if (problems.length > 0) throw new ConfigError(problems)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
}
