import { defaultHorizon } from '../defaults/by-cadence.ts'
import { maxSeasons } from '../defaults/seasons.ts'
import type { Look } from '../look/look.ts'
import { parseDuration, pauses, stepsInSeason } from '../time/duration.ts'
import type { CallTree } from './call.ts'
import type { PipelineTree } from './pipeline-tree.ts'

/** Rows of a series that are learned from if not all are asked for: two years of hours, in seconds. */
const enoughRows = 20_000
/** Rows of all series together, a few minutes; each keeps at least `leastRows`. */
const enoughInAll = 200_000
const leastRows = 1000

/** The newest rows of each series to learn from, unless all are asked for; undefined if the file has no more. */
export function newestRows({ rows, series }: Pick<Look, 'rows' | 'series'>): number | undefined {
  const each = Math.min(enoughRows, Math.max(leastRows, Math.floor(enoughInAll / series)))
  return rows <= each ? undefined : each
}

/** What a file does not say: how far to forecast, and where to. */
export interface PipelineChoices {
  /** The file, relative to the folder of the pipeline; by its name in the look if undefined. */
  readonly path?: string | undefined
  /** Steps to forecast; by cadence if undefined. */
  readonly horizon?: number | undefined
  /** More options of the source. */
  readonly source?: Readonly<Record<string, unknown>> | undefined
  readonly sinks?: readonly CallTree[] | undefined
}

/**
 * The pipeline for a file, with everything that was found in it as an option, so that a run guesses
 * nothing. `rxcast init` writes it, `rxcast forecast` runs it.
 */
export function pipelineOf(look: Look, { path, horizon, source = {}, sinks }: PipelineChoices = {}): PipelineTree {
  const { cadence, outcome, seasons } = look
  const open = cadence !== undefined && pauses(parseDuration(cadence))
  const [[word, options]] = Object.entries(look.source) as [[string, { path: string }]]
  return {
    source: { [word]: { ...options, ...(path === undefined ? {} : { path }), ...source } },
    // Holidays are not known, so on business days or in opening hours a missing step is not a gap.
    ...(open ? { cadence } : {}),
    steps: [
      'inOrder',
      ...(cadence === undefined || open ? [] : [{ fillGaps: cadence }]),
      {
        forecast: {
          horizon: horizon ?? defaultHorizon(cadence),
          season: seasonsText(seasons, cadence),
          ...(outcome ? { outcome } : { intervals: [0.8, 0.95], ...limitsOf(look) }),
        },
      },
      'score',
    ],
    ...(sinks === undefined ? {} : { sinks }),
  }
}

/** What the values can be: one for all targets if it is the same, else by name. */
function limitsOf({ bounds, targets }: Pick<Look, 'bounds' | 'targets'>) {
  const options = (['min', 'max', 'integer'] as const).map((option) => {
    const known = bounds.flatMap((of, i) => (of[option] === undefined ? [] : [[targets[i]!, of[option]] as const]))
    const [first] = known
    if (first === undefined) return {}
    const same = known.length === targets.length && known.every(([, value]) => value === first[1])
    return { [option]: same ? first[1] : Object.fromEntries(known) }
  })
  return Object.assign({}, ...options)
}

/** The strongest seasons that were found, as they are written. */
function seasonsText(seasons: readonly number[], cadence: string | undefined): string | number | (string | number)[] {
  const [season, ...others] = seasons.slice(0, maxSeasons).map((steps) => seasonText(steps, cadence))
  if (season === undefined) return 'none'
  return others.length === 0 ? season : [season, ...others]
}

/** A season as a duration if it is a usual one, else in steps. */
function seasonText(steps: number, cadence: string | undefined): string | number {
  if (cadence === undefined) return steps
  return ['1d', '1w', '1y'].find((text) => isSeason(text, cadence, steps)) ?? steps
}

function isSeason(text: string, cadence: string, steps: number): boolean {
  try {
    return stepsInSeason(text, cadence) === steps
  } catch {
    return false
  }
}
