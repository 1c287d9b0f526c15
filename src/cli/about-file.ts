import type { Command } from 'commander'
import { columns, condition, count, date, outcome } from './arguments.ts'

/** The argument and the options of commands that look at a file. */
export const aboutFile = (command: Command) =>
  command
    .argument('<file>', 'CSV, TSV, NDJSON, JSON or .xlsx, also .gz; an http(s) address; - is standard input')
    .option('--horizon <steps>', 'how many steps to forecast (default: by cadence)', count)
    .option('--target <columns>', 'what to forecast: a column, or several with commas', columns)
    .option(
      '--outcome <rule>',
      'forecast the probability of it, such as "rain: precipitation > 0"; may be repeated; true or false: whether the target holds 0 and 1, or words (default: as found)',
      outcome,
    )
    .option('--by <columns>', 'columns that tell series apart', columns)
    .option('--time <columns>', 'column of the time, or several that make it up: year,month,day', columns)
    .option('--as-of <date>', 'leave out the rows after this date', date)
    .option('--where <column=value>', 'read only rows with this value; may be repeated', condition)
    .option('--sum <period>', 'add up the rows of each period, such as 1d or 1mo')
    .option('--mean <period>', 'average the rows of each period, such as 5min')
    .option('--zone <name>', 'zone of times without an offset, such as Europe/Berlin')
    .option('--covariates <columns>', 'columns that help to forecast', columns)
    .option('--all', 'learn from all rows, not only the newest 20,000 of a series')
    .option('--encoding <name>', 'encoding of the text, such as windows-1252')
    .option('--delimiter <character>', 'character between cells')
