import { ConfigError } from '../errors.ts'
import { columnsInRules, type OutcomeOption } from '../outcomes/parse-outcomes.ts'
import { missingColumn } from '../sources/columns-argument.ts'
import type { CsvOptions } from '../sources/options.generated.ts'

/** What the user knows about a file; it is not questioned. */
export interface LookHints {
  readonly time?: readonly string[] | undefined
  readonly targets?: readonly string[] | undefined
  readonly by?: readonly string[] | undefined
  readonly covariates?: readonly string[] | undefined
  readonly cadence?: string | undefined
  /** Options of the source that choose rows or put them together, and the zone of its times. */
  readonly rows?: Pick<CsvOptions, 'where' | 'until' | 'sum' | 'mean' | 'zone'> | undefined
  /** Rules whose probabilities are forecast; true if the targets hold 0 and 1, or words; false forecasts numbers. */
  readonly outcome?: OutcomeOption | undefined
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
}

/** The hints with the columns of the rules as targets. */
export function withRules(hints: LookHints): LookHints {
  const ruled = columnsInRules(hints.outcome)
  if (ruled.length === 0) return hints
  const covariates = hints.covariates?.filter((name) => !ruled.includes(name))
  return { ...hints, targets: [...new Set([...(hints.targets ?? []), ...ruled])], covariates }
}

/** @throws ConfigError if a hint names a column that does not exist */
export function checkNames(
  name: string,
  header: readonly string[],
  { time = [], targets = [], by = [], covariates = [] }: LookHints,
) {
  const unknown = [...time, ...targets, ...by, ...covariates].filter((column) => !header.includes(column))
  if (unknown.length > 0)
    throw new ConfigError(
      unknown.map((column) => ({
        where: `${name}:`,
        message: `expected a column of the file, got "${column}"; ${missingColumn(column, header)}`,
      })),
    )
}
