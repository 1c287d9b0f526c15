import { ConfigError, type Problem } from '../errors.ts'
import { leadColumns, type Offered, offeredColumns } from '../sources/offered-columns.ts'
import { placeIn } from '../sources/place-in.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Which leads have a forecast from elsewhere if there is not one for each, and which columns with `{lead}` are never
 * used: a sentence for each name; none for a source whose columns are not known before its first row.
 *
 * @throws ConfigError if none of the columns of a name is for a lead that is forecast
 */
export async function offeredLeads(
  { expand, folder, source }: Pipeline,
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
): Promise<string[]> {
  const { argument, word } = source
  const { offered = {} } = argument as { readonly offered?: Offered }
  const byLead = offeredColumns(offered, context.targets).filter(({ column }) => column.includes('{lead}'))
  const step = steps.find((one) => one.word.forecaster)
  if (byLead.length === 0 || !step) return []
  const { leads } = step.word.forecaster!(step.argument, context)
  const columns = await word.columns?.(argument, placeIn(folder, false, expand))
  const [notes, problems]: [string[], Problem[]] = [[], []]
  for (const { column, path: within } of byLead) {
    const found = leadColumns(column, columns ?? [])
    if (found.length === 0) continue
    const name = [word.name, ...within].join('.')
    const covered = leads.filter((lead) => found.some((one) => one.lead === lead))
    const without = leads.filter((lead) => !covered.includes(lead))
    const unused = found.filter(({ lead }) => !leads.includes(lead)).map((one) => one.column)
    if (covered.length === 0) {
      const message = `expected columns for some of leads ${some(leads)}, got ${some(unused)}; forecast their leads, or leave them out`
      problems.push({ where: `${name}:`, message })
    } else if (without.length + unused.length > 0) {
      const none = without.length > 0 ? `, none for ${some(without)}` : ''
      const beyond = unused.length > 0 ? `; not used, because their leads are not forecast: ${some(unused)}` : ''
      notes.push(`${name}: columns for leads ${some(covered)}${none}${beyond}`)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return notes
}

/** The first of many. */
const some = (all: readonly (number | string)[]): string =>
  all.length > most ? `${all.slice(0, most).join(', ')} and ${all.length - most} more` : all.join(', ')

const most = 10
