import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { errorJson } from './error-json.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { sayError } from './say-error.ts'
import type { Terminal } from './terminal.ts'

const about =
  'Forecasts time series as they stream in. Rows from a CSV file or standard input pass the steps of a pipeline file, which make forecasts with intervals and score them against persistence and seasonal naive.'

const examples = `
Examples:
  rxcast init prices.csv               write prices.yaml for a CSV file
  rxcast check prices.yaml             report every problem with line and column
  rxcast run prices.yaml               print scores, write forecasts to sinks
  rxcast run prices.yaml --dashboard   watch it in the browser while it runs
  rxcast compare prices.yaml           the forecaster and each of its experts
  tail -f rows.ndjson | rxcast run live.yaml
                                       forecast each row as it arrives

A pipeline file is YAML: source, steps and sinks. A step is a word, or a word
with its argument; rxcast list shows all of them.

Exit codes: 0 done; 1 the run failed; 2 the command line or a pipeline file has
an error; 130 stopped by Ctrl-C, with everything read until then written.`

/**
 * Runs a command line. Each command is loaded only when it is called, so that others start faster.
 *
 * @returns the exit code
 */
export async function program(args: readonly string[], given: Terminal): Promise<number> {
  let code: number = exitCode.done
  let answered = false
  const terminal: Terminal = Object.assign(Object.create(given) as Terminal, {
    out(text: string) {
      answered = true
      given.out(text)
    },
  })
  // With --json there is always exactly one document.
  const fail = (error: unknown) => {
    if (args.includes('--json') && !answered) given.out(errorJson(error))
  }
  const rxcast = new Command('rxcast')
    .description(about)
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })

  rxcast
    .command('run')
    .summary('run a pipeline')
    .description('Runs a pipeline: scores on stdout (on stderr if a sink writes to stdout), progress on stderr.')
    .argument('<pipeline>', 'pipeline file')
    .option('--json', 'print the summary as JSON')
    .option('-q, --quiet', 'print only requested results and problems')
    .option('--explain', 'print what was chosen and why, and the weights of the experts at the end')
    .option('--strict', 'stop at the first row that cannot be used')
    .option('--seed <number>', 'seed, in place of the pipeline’s', wholeNumber)
    .option('--dashboard [port]', 'show the run in the browser, and stay until Ctrl-C', port)
    .option('--host <host>', 'address to bind the dashboard to; other machines need a token')
    .option('--speed <rows>', 'rows a second, to watch a replay', positive)
    .addHelpText('after', '\nExample:\n  rxcast run pipelines/weather.yaml --dashboard --speed 50')
    .action(async (file: string, options) => {
      const { run } = await import('./run.ts')
      code = await run(file, options, terminal)
    })

  rxcast
    .command('check')
    .summary('report every problem of pipeline files without running them')
    .description('Checks pipeline files and reports every problem with file, line, column, value and cure.')
    .argument('<pipelines...>', 'pipeline files')
    .option('--json', 'print the problems as JSON')
    .action(async (files: string[], options) => {
      const { check } = await import('./check.ts')
      await check(files, options, terminal)
    })

  rxcast
    .command('init')
    .summary('write a pipeline for a CSV file')
    .description(
      'Guesses time column, target, cadence and season of a CSV file, and writes a commented pipeline for it.',
    )
    .argument('<csv>', 'CSV file')
    .option('-o, --output <file>', 'file to write; - is standard output (default: the CSV’s name with .yaml)')
    .option('-f, --force', 'overwrite')
    .action(async (csv: string, options) => {
      const { init } = await import('./init.ts')
      await init(csv, options, terminal)
    })

  rxcast
    .command('compare')
    .summary('compare the forecaster with its experts and naive forecasts')
    .description(
      'Runs the same rows through the forecaster, each expert alone and the naive forecasts, and marks significant differences.',
    )
    .argument('<pipeline>', 'pipeline file')
    .option('--json', 'print everything as JSON: all metrics by lead')
    .option('--seed <number>', 'seed, in place of the pipeline’s', wholeNumber)
    .action(async (file: string, options) => {
      const { compare } = await import('./compare.ts')
      code = await compare(file, options, terminal)
    })

  rxcast
    .command('dashboard')
    .summary('show finished runs in the browser')
    .description('Serves the reports of finished runs until Ctrl-C.')
    .argument('[reports]', 'a report, or a folder of them', 'out')
    .option('--port <port>', 'port; 0 takes any free one', port)
    .option('--host <host>', 'address to bind to; other machines need a token')
    .action(async (path: string, options) => {
      const { dashboard } = await import('./dashboard.ts')
      await dashboard(path, options, terminal)
    })

  rxcast
    .command('list')
    .summary('print the words of pipeline files, with argument, defaults and an example')
    .description('Prints all words of pipeline files, or those named, with argument, defaults and an example.')
    .argument('[words...]', 'words')
    .option('--json', 'print them as JSON')
    .action(async (words: string[], options) => {
      const { list } = await import('./list.ts')
      list(words, options, terminal)
    })

  rxcast
    .command('schema')
    .summary('print the JSON Schema of pipeline files, for editors')
    .description('Prints the JSON Schema (draft 7) of pipeline files.')
    .action(async () => {
      const { schema } = await import('./schema.ts')
      schema(terminal)
    })

  const [first] = args
  if (first !== undefined && /\.ya?ml$/.test(first)) {
    terminal.err(`rxcast: expected a command, got "${first}"; did you mean "rxcast run ${first}"?\n`)
    return exitCode.usage
  }
  try {
    await rxcast.parseAsync([...args], { from: 'user' })
  } catch (error) {
    // Commander has already printed the problem; help and version end here too.
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCode.done
      fail(error)
      return exitCode.usage
    }
    fail(error)
    sayError(error, terminal)
    return exitCodeOf(error)
  }
  return code
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

function port(text: string): number {
  const number = Number(text)
  if (!/^\d{1,5}$/.test(text) || number > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535')
  return number
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError('expected a number above 0')
  return number
}
