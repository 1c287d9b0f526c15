import type { Problem } from '../errors.ts'
import { leadColumns, type Offered, offeredColumns } from '../sources/offered-columns.ts'
import { placeIn } from '../sources/place-in.ts'
import { leadsMade } from './check-leads.ts'
import type { Pipeline } from './pipeline.ts'

/** What is to be said about the columns of forecasts from elsewhere. */
export interface OfferedLeads {
  /** Which leads have a forecast if there is not one for each, and which columns are never used: a sentence a name. */
  readonly notes: readonly string[]
  /** The names none of whose columns is for a lead that is forecast. */
  readonly problems: readonly Problem[]
}

/** The names of the columns of a source; none if no name has `{lead}` in it, and undefined if only its rows tell. */
export async function columnsBefore({ expand, folder, source }: Pipeline): Promise<readonly string[] | undefined> {
  const { argument, word } = source
  const { columns, offered = {} } = argument as {
    readonly columns?: readonly string[] | undefined
    readonly offered?: Offered
  }
  // Reading a header can be a request to a server.
  if (!offeredColumns(offered, []).some(({ column }) => column.includes('{lead}'))) return []
  return columns ?? (await word.columns?.(argument, placeIn(folder, false, expand)))
}

/**
 * Which leads the columns with `{lead}` are for.
 *
 * @param cadence undefined if only the rows can show it
 * @param columns of the source
 */
export function offeredLeads(
  { locate, source, steps }: Pipeline,
  cadence: string | undefined,
  columns: readonly string[],
): OfferedLeads {
  const { offered = {} } = source.argument as { readonly offered?: Offered }
  const leads = leadsMade(steps, cadence)
  const [notes, problems]: [string[], Problem[]] = [[], []]
  if (!leads) return { notes, problems }
  for (const { column, path: within } of offeredColumns(offered, [])) {
    const found = leadColumns(column, columns)
    if (found.length === 0) continue
    const name = [source.word.name, ...within].join('.')
    const covered = leads.filter((lead) => found.some((one) => one.lead === lead))
    const without = leads.filter((lead) => !covered.includes(lead))
    const unused = found.filter(({ lead }) => !leads.includes(lead)).map((one) => one.column)
    if (covered.length === 0) {
      const message = `expected columns for some of leads ${some(leads)}, got ${some(unused)}; forecast their leads, or leave them out`
      problems.push({ where: locate([...(source.path ?? []), ...within]), message: `${name}: ${message}` })
    } else if (without.length + unused.length > 0) {
      const none = without.length > 0 ? `, none for ${some(without)}` : ''
      const beyond = unused.length > 0 ? `; not used, because their leads are not forecast: ${some(unused)}` : ''
      notes.push(`${name}: columns for leads ${some(covered)}${none}${beyond}`)
    }
  }
  return { notes, problems }
}

/** The first of many. */
const some = (all: readonly (number | string)[]): string =>
  all.length > most ? `${all.slice(0, most).join(', ')} and ${all.length - most} more` : all.join(', ')

const most = 10
