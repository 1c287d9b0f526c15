import { demandNone } from '../words/check-argument.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { nearest } from '../words/nearest.ts'
import type { Operator, Outcome, Threshold } from './outcome.ts'

/** The option `outcome`: rules by name, or true if each target is a column of 0 and 1, or of words. */
export type OutcomeOption = boolean | Readonly<Record<string, string>>

/** What the rules can be about. */
export interface OutcomeColumns {
  readonly targets: readonly string[]
  readonly covariates?: readonly string[] | undefined
  /** The words of the columns that have classes, by column. */
  readonly classes?: Readonly<Record<string, readonly string[]>> | undefined
}

const operators: readonly Operator[] = ['>', '>=', '<', '<=', '=', '!=']
const example = 'such as precipitation > 0, any wind > p95, close < -3% or weather = rain'

/**
 * Reads the option `outcome`: what is to be forecast the probability of.
 *
 * @returns the outcomes; none for `false`
 * @throws ConfigError with every problem
 * @example
 * parseOutcomes({ rain: 'precipitation > 0' }, { targets: ['precipitation'] })[0].name // 'rain'
 */
export function parseOutcomes(option: OutcomeOption, columns: OutcomeColumns): Outcome[] {
  const { outcomes, problems } = readOutcomes(option, columns)
  demandNone('forecast', problems)
  return outcomes
}

/** The outcomes, and the problems of those that cannot be read, with paths within the argument of `forecast`. */
export function readOutcomes(
  option: OutcomeOption,
  columns: OutcomeColumns,
): { readonly outcomes: Outcome[]; readonly problems: readonly ArgumentProblem[] } {
  const { targets, classes = {} } = columns
  if (option === false) return { outcomes: [], problems: [] }
  if (option === true) {
    const outcomes = targets.map((name, column): Outcome => {
      const words = classes[name]
      if (words) return { name, column, classes: words }
      return { name, column, over: 'lead', operator: '=', threshold: { kind: 'number', value: 1 } }
    })
    return { outcomes, problems: [] }
  }
  const outcomes: Outcome[] = []
  const problems: ArgumentProblem[] = []
  for (const [name, rule] of Object.entries(option)) {
    const read = readRule(name, rule, columns)
    if (typeof read === 'string') problems.push({ path: ['outcome', name], message: read })
    else outcomes.push(read)
  }
  return { outcomes, problems }
}

/** The columns that rules are about, as far as they can be read. */
export const columnsInRules = (option: OutcomeOption | undefined): string[] =>
  typeof option !== 'object' ? [] : [...new Set(Object.values(option).flatMap((rule) => partsOf(rule)?.column ?? []))]

/** The name of a column as it is written in a rule. */
export const inRule = (column: string): string =>
  /^(any|all)\s|["<>=!≤≥≠~]|^\s|\s$/.test(column) ? `"${column.replaceAll('"', '""')}"` : column

function partsOf(rule: string) {
  const parts = /^\s*(?:(any|all)\s+)?("(?:[^"]|"")+"|[^"<>=!≤≥≠~]+?)\s*([<>=!≤≥≠~]+)\s*(.*?)\s*$/.exec(rule)
  if (!parts) return undefined
  const [, over = 'lead', written, sign, value] = parts as unknown as string[]
  // A quote in a quoted name is written twice, as in CSV.
  const column = written!.startsWith('"') ? written!.slice(1, -1).replaceAll('""', '"') : written!
  return { over: over as 'lead' | 'any' | 'all', column, sign: sign!, value: value! }
}

/** A rule, or its problem. */
function readRule(name: string, rule: string, { targets, covariates = [], classes = {} }: OutcomeColumns) {
  const got = JSON.stringify(rule)
  const parts = partsOf(rule)
  if (!parts) return `expected COLUMN OPERATOR VALUE, ${example}, got ${got}`
  const { over, column, sign, value } = parts
  const columns = [...targets, ...covariates]
  const at = columns.indexOf(column)
  if (at < 0) {
    const whole = over === 'lead' ? undefined : `${over} ${column}`
    if (whole !== undefined && columns.includes(whole))
      return `expected a target or a covariate after ${over}, got "${column}" in ${got}; if you mean "${whole}", put it in double quotes`
    const meant = nearest(column, columns)
    const cure = meant === undefined ? `they are ${columns.join(', ')}` : `did you mean "${meant}"?`
    return `expected a target or a covariate, got "${column}" in ${got}; ${cure}`
  }
  const operator = operators.find((one) => one === sign)
  if (!operator) return `expected one of ${operators.join(' ')}, got "${sign}" in ${got}${rightSign(sign)}`
  if (value === '') return `expected a value after ${operator}, got ${got}; write it ${example}`
  const words = classes[column]
  const threshold = words ? thresholdOfWord(column, operator, value, words) : thresholdOfNumber(column, operator, value)
  if (typeof threshold === 'string') return threshold
  return { name, column: at, over, operator, threshold }
}

function rightSign(sign: string): string {
  const meant = new Map([
    ['==', '='],
    ['===', '='],
    ['=>', '>='],
    ['≥', '>='],
    ['=<', '<='],
    ['≤', '<='],
    ['<>', '!='],
    ['!==', '!='],
    ['≠', '!='],
  ]).get(sign)
  return meant === undefined ? '' : `; write ${meant}`
}

/** The position of a word among the classes of its column. */
function thresholdOfWord(column: string, operator: Operator, written: string, words: readonly string[]) {
  const word = /^".*"$/.test(written) ? written.slice(1, -1) : written
  if (operator !== '=' && operator !== '!=')
    return `expected = or != with a word of ${column}, got ${operator}; words have no order`
  const value = words.indexOf(word)
  if (value >= 0) return { kind: 'number', value } satisfies Threshold
  const meant = nearest(word, words)
  const cure = meant === undefined ? 'name all words in classes of the source' : `did you mean "${meant}"?`
  return `expected a word of ${column} (${words.join(', ')}), got "${word}"; ${cure}`
}

function thresholdOfNumber(column: string, operator: Operator, written: string): Threshold | string {
  const [, kind, number = '', share] = /^(p?)([-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(%?)$/i.exec(written) ?? []
  const value = Number(number.replace('−', '-'))
  if (number === '' || !Number.isFinite(value) || (kind && share))
    return `expected a number, a change such as -3% or a percentile such as p95, got "${written}"; if ${column} holds words, list them in classes of the source`
  const isEqual = operator === '=' || operator === '!='
  if (isEqual && (kind || share))
    return `expected >, >=, < or <= with ${kind ? 'a percentile' : 'a change'}, got ${operator}; a value hardly ever equals it`
  if (!kind) return share ? { kind: 'change', value: value / 100 } : { kind: 'number', value }
  if (value > 0 && value < 100) return { kind: 'percentile', value: value / 100 }
  return `expected a percentile above 0 and below 100, got "${written}"; p95 is what 95 % of the values do not exceed`
}
