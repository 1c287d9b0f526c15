import type { Command } from 'commander'
import type { QueryOptions } from './query.ts'
import type { Terminal } from './terminal.ts'

/** Adds the command `query`. */
export function addQuery(rxcast: Command, terminal: Terminal): void {
  rxcast
    .command('query')
    .summary('query the history that a sink duckdb keeps')
    .description(
      'Answers a query in SQL from the history of a pipeline. It only reads, and writes no file. Without a query it lists the tables and views: latest, scored, coverage and error_by_lead among them.',
    )
    .argument('[words...]', 'a query in quotes and a pipeline file, in any order')
    .option('--db <file>', 'the database, in place of a pipeline file')
    .option('--json', 'print the answer as a JSON array')
    .option('--csv', 'print the answer as CSV')
    .addHelpText('after', '\nExample:\n  rxcast query "select * from error_by_lead" weather.yaml')
    .action(async (words: string[], options: QueryOptions) => {
      const { query } = await import('./query.ts')
      await query(words, options, terminal)
    })
}
