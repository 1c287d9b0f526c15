import { type Engine, named, text } from './engine.ts'
import { columnsOf } from './table.ts'

/** A view of the tables, with what it is for. */
export interface View {
  readonly name: string
  readonly about: string
  readonly sql: string
}

/**
 * The views of a history.
 *
 * @param keys the columns that tell series apart, `series` among them
 * @param levels of the intervals in percent, as in `lower_80`
 * @param sums whether there are rows of sums over leads
 * @param outcomes whether forecasts are probabilities, and what came is known by lead
 */
export function viewsOf(
  keys: readonly string[],
  levels: readonly string[],
  { sums, outcomes }: { readonly sums: boolean; readonly outcomes: boolean },
): readonly View[] {
  const whose = keys.map(named).join(', ')
  const ends = levels.flatMap((level) => [named(`lower_${level}`), named(`upper_${level}`)])
  const inside = (level: string) => `actual between ${named(`lower_${level}`)} and ${named(`upper_${level}`)}`
  const covered = levels.map(
    (level) =>
      `select ${whose}, ${Number(level) / 100}::double as level, ${inside(level)} as covered from scored where ${named(`lower_${level}`)} is not null`,
  )
  const coverage = levels.map((level) => `avg((${inside(level)})::integer) as ${named(`coverage_${level}`)}`)
  const onSame = keys.map((key) => `scored.${named(key)} = before.${named(key)}`).join(' and ')
  return [
    {
      name: 'latest',
      about: 'the last forecast of each series',
      sql: `select forecasts.* from forecasts join (select ${whose}, max(origin) as origin from forecasts group by all) using (${whose}, origin) order by ${whose}, ${sums ? 'sum, ' : ''}lead`,
    },
    {
      name: 'scored',
      about: 'each forecast beside the value that came; error is actual − forecast',
      sql: `select ${whose}, origin, time, lead, ${['forecast', ...ends].join(', ')}, value as actual, value - forecast as error from forecasts join observations using (${whose}, time${outcomes ? ', lead' : ''}) where value is not null and forecast is not null${sums ? ' and sum is not true' : ''}`,
    },
    ...(levels.length === 0
      ? []
      : [
          {
            name: 'coverage',
            about: 'the share of values inside each interval, which should be near its level',
            sql: `select ${whose}, level, count(*) as count, avg(covered::integer) as coverage from (${covered.join(' union all ')}) group by all order by all`,
          },
        ]),
    outcomes
      ? scoresOfOutcomes(keys)
      : {
          name: 'error_by_lead',
          about: 'errors of each lead; skill is 1 − MAE ÷ MAE of the last value',
          sql: `select ${keys.map((key) => `scored.${named(key)}`).join(', ')}, lead, count(*) as count, avg(abs(error)) as mae, sqrt(avg(error * error)) as rmse, avg(error) as bias, 1 - sum(abs(error)) filter (before.value is not null) / nullif(sum(abs(actual - before.value)), 0) as skill${coverage.map((one) => `, ${one}`).join('')} from scored left join observations before on ${onSame} and before.time = scored.origin group by all order by all`,
        },
  ]
}

/**
 * The scores of probabilities. The base rate is that of the labels known at an origin, as in the scores of a run: of a
 * column of n words it begins with 1/n, and its log loss is that of the word that happened. Its words are the series
 * with the same text before `=` that always sum to 1; of two the log losses are the same.
 */
function scoresOfOutcomes(keys: readonly string[]): View {
  const whose = keys.map(named).join(', ')
  const column = keys.map((key) => (key === 'series' ? "split_part(series, '=', 1)" : named(key))).join(', ')
  const words = `case when sum(value) over same = 1 then greatest(count(*) over same, 2) when sum(value) over same is not null then 2 end as words`
  const labels = `select ${whose}, time, lead, value, ${words} from observations window same as (partition by ${column}, time, lead)`
  const rates = `select ${whose}, time as origin, lead, (coalesce(sum(value) over so_far, 0) + 0.5) / (count(value) over so_far + coalesce(min(words) over whole, 2) / 2) as base_rate, min(words) over whole as words from (${labels}) window so_far as (partition by ${whose}, lead order by time), whole as (partition by ${whose}, lead)`
  const judged = `select *, case when words > 2 then sum(-ln(1 - abs(error))) filter (actual = 1) over (partition by ${column}, origin, lead) else -ln(1 - abs(error)) end as loss from scored join (${rates}) using (${whose}, origin, lead)`
  return {
    name: 'error_by_lead',
    about: 'scores of each lead; skill is 1 − Brier score ÷ that of the base rate known at each origin',
    sql: `select ${whose}, lead, count(*) as count, avg(actual) as happened, avg(error * error) as brier, 1 - sum(error * error) / sum((actual - base_rate) * (actual - base_rate)) as skill, avg(loss) as log_loss from (${judged}) group by all order by all`,
  }
}

/** Creates the views over the tables as they are. */
export async function createViews({ connection }: Engine, keys: readonly string[]): Promise<void> {
  const columns = await columnsOf(connection, 'forecasts')
  if (columns.length === 0) return
  const levels = columns.flatMap((name) => /^lower_([\d.]+)$/.exec(name)?.[1] ?? [])
  const outcomes = (await columnsOf(connection, 'observations')).includes('lead')
  for (const { name, about, sql } of viewsOf(keys, levels, { sums: columns.includes('sum'), outcomes })) {
    await connection.run(`create or replace view ${name} as ${sql}`)
    await connection.run(`comment on view ${name} is ${text(about)}`)
  }
}
