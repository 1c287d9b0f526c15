/** Forecasts made elsewhere, by the name of the forecaster: a column, or one a target. */
export type Offered = Readonly<Record<string, string | Readonly<Record<string, string>>>>

/** A column with forecasts of one forecaster for one target. */
export interface OfferedColumn {
  /** Its name; with `{lead}` for the columns of all leads. */
  readonly column: string
  readonly forecaster: number
  readonly channel: number
  /** Of the option. */
  readonly path: readonly string[]
}

/** The columns with forecasts made elsewhere; a single column is for the first target. Browser-safe. */
export const offeredColumns = (offered: Offered, targets: readonly string[]): OfferedColumn[] =>
  Object.entries(offered).flatMap(([name, columns], forecaster) =>
    typeof columns === 'string'
      ? [{ column: columns, forecaster, channel: 0, path: ['offered', name] }]
      : Object.entries(columns).map(([target, column]) => ({
          column,
          forecaster,
          channel: targets.indexOf(target),
          path: ['offered', name, target],
        })),
  )

const mark = '{lead}'
/** A lead in a name is not longer than the horizon can be. */
const longestLead = 10_000

/** The columns of all leads, if a name has `{lead}` in it. */
export function leadColumns(
  name: string,
  names: readonly string[],
): { readonly column: string; readonly lead: number }[] {
  const at = name.indexOf(mark)
  if (at < 0) return []
  const [begin, end] = [name.slice(0, at), name.slice(at + mark.length)]
  return names.flatMap((column) => {
    if (!column.startsWith(begin) || !column.endsWith(end)) return []
    const lead = column.slice(begin.length, column.length - end.length)
    return /^[1-9]\d{0,4}$/.test(lead) && Number(lead) <= longestLead ? [{ column, lead: Number(lead) }] : []
  })
}
