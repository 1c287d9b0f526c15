import * as z from 'zod/mini'
import { meantBy } from '../defaults/options.ts'
import { ConfigError } from '../errors.ts'
import { channelNames, groupsOf, type Outcome } from '../outcomes/outcome.ts'
import { everyOutcomeExpert } from '../outcomes/outcome-expert-names.ts'
import { type OutcomeOption, parseOutcomes, readOutcomes } from '../outcomes/parse-outcomes.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'
import type { Names } from '../word.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { withDefault } from '../words/option.ts'

/** Not a record of zod's, which silently drops the name __proto__. */
const rules = z
  .custom<Readonly<Record<string, string>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    { error: 'rules by name' },
  )
  .check(z.superRefine(named))
  .register(z.globalRegistry, {
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1 },
    minProperties: 1,
    tsType: 'Readonly<Record<string, string>>',
  })

/** At least one rule, and names that every output can hold. */
function named(rules: Readonly<Record<string, unknown>>, context: z.core.$RefinementCtx): void {
  const refuse = (path: string[], input: unknown, message: string) =>
    context.addIssue({ code: 'custom', path, input, message })
  if (Object.keys(rules).length === 0) refuse([], rules, 'at least one outcome, such as { rain: "precipitation > 0" }')
  for (const [name, rule] of Object.entries(rules)) {
    if (name === '' || name === '__proto__')
      refuse([name], rule, `a name for the outcome other than "${name}"; write { NAME: RULE }`)
    else if (typeof rule !== 'string' || rule === '') refuse([name], rule, 'a rule, such as precipitation > 0')
  }
}

/** The option that forecasts probabilities, to be spread into those of `forecast`. */
export const outcomeOptions = {
  outcome: withDefault(
    z.union([z.boolean(), rules]),
    false,
    'Forecasts probabilities by lead instead of values. true: of targets that are 0 or 1, or words of `classes`. Or rules by name, such as { rain: precipitation > 0, storm: any wind > p95, slump: close < -3%, wet: weather = rain }: [any|all] COLUMN OPERATOR VALUE, at the lead, or with any or all at leads 1 to it; VALUE is a number, a change since the origin in percent, a percentile of the values so far, or a word.',
  ),
}

/** The options that mean nothing beside an outcome, with the value that has no effect. */
const ofValues: Readonly<Record<string, unknown>> = {
  intervals: undefined,
  scale: undefined,
  min: undefined,
  max: undefined,
  integer: undefined,
  point: 'median',
  mixture: 'mlPoly',
  gaps: 'keep',
  front: undefined,
}

/** Rejects options beside an outcome that do nothing there. */
export function onlyOutcomes(
  options: { readonly outcome: OutcomeOption } & Readonly<Record<string, unknown>>,
  context: z.core.$RefinementCtx,
): void {
  if (options.outcome === false) return
  for (const [name, without] of Object.entries(ofValues)) {
    const value = options[name]
    if (value === undefined || value === without) continue
    const message = `no ${name} beside outcome, whose forecasts are probabilities; leave it out`
    context.addIssue({ code: 'custom', path: [name], input: value, message })
  }
}

/** What is expected instead of a value; undefined if it is the name of an expert of outcomes. */
export function noOutcomeExpert(value: unknown): string | undefined {
  const names = everyOutcomeExpert()
  if (typeof value !== 'string') return 'the name of an expert of outcomes'
  return names.includes(value) ? undefined : `the name of an expert of outcomes; ${meantBy(value, names)}`
}

/** Problems of the option with these columns. */
export function outcomeProblems(option: OutcomeOption, names: Names): readonly ArgumentProblem[] {
  const { problems } = readOutcomes(option, names)
  const numbers = Object.keys(names.classes ?? {}).filter((name) => names.targets.includes(name))
  if (option !== false || numbers.length === 0) return problems
  const message = `expected outcome: true or rules for ${numbers.join(', ')}, whose values are words, got false; add outcome: true`
  return [...problems, { path: ['outcome'], message }]
}

/** The channels of forecasts with the option; undefined if they are the targets. */
export function channelsWith(option: OutcomeOption | undefined, names: Names): OutcomeChannels | undefined {
  if (!option) return undefined
  const { outcomes } = readOutcomes(option, names)
  return { names: channelNames(outcomes), groups: groupsOf(outcomes) }
}

/**
 * The outcomes with the option.
 *
 * @param names if no targets are known, their positions are their names
 * @throws ConfigError with every problem
 */
export function outcomesWith(option: OutcomeOption, names: Partial<Names>, channels: number): Outcome[] {
  const { classes, covariates, targets = Array.from({ length: channels }, (_, i) => String(i)) } = names
  if (targets.length !== channels)
    throw new ConfigError([
      {
        where: 'forecast targets:',
        message: `expected the names of ${channels} targets, got ${targets.length}; name each value of an observation`,
      },
    ])
  return parseOutcomes(option, { targets, covariates, classes })
}
