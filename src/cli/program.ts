import { existsSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { isAddress } from '../sources/is-address.ts'
import { aboutFile } from './about-file.ts'
import { count, port, positive, size, wholeNumber } from './arguments.ts'
import { errorJson, oneErrorJson } from './error-json.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { addQuery } from './query-command.ts'
import { sayError } from './say-error.ts'
import { addSimulate } from './simulate-command.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'
import { addWorker } from './worker-command.ts'

const about =
  'Forecasts time series as they stream in. Rows from a CSV file or standard input pass the steps of a pipeline file, which make forecasts with intervals and score them against persistence and seasonal naive.'

const maxMemory = 'most memory a step, or all series, may need, such as 2GB (default: half of the machine’s)'

const examples = `
Examples:
  rxcast forecast prices.csv           print what comes next, and how sure it is
  rxcast prices.csv                    the same
  rxcast init prices.csv               write prices.yaml for a file
  rxcast check prices.yaml             report every problem with line and column
  rxcast run prices.yaml               print scores, write forecasts to sinks
  rxcast run prices.yaml --dashboard   watch it in the browser while it runs
  rxcast compare prices.yaml           the forecaster and each of its experts
  tail -f rows.ndjson | rxcast run live.yaml
                                       forecast each row as it arrives

A pipeline file is YAML: source, steps and sinks. A step is a word, or a word
with its argument; rxcast list shows all of them.

Exit codes: 0 done; 1 the run failed; 2 the command line or a pipeline file has
an error; 130 stopped by Ctrl-C, 143 by SIGTERM, 129 by SIGHUP, with everything
read until then written.`

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
  const called = withVerb(args)
  // With --json there is always exactly one document.
  const fail = (error: unknown) => {
    if (!args.includes('--json') || answered) return
    given.out(called[0] === 'forecast' || called[0] === 'init' ? oneErrorJson(error) : errorJson(error))
  }
  const rxcast = new Command('rxcast')
    .description(about)
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })

  const forecast = rxcast
    .command('forecast')
    .summary('print what comes next in a file, and how sure it is')
    .description(
      'Looks at a file, says how it understood it, learns from its rows, and prints the next values with intervals.',
    )
  aboutFile(forecast)
    .option('--out <file>', 'write the next forecasts as CSV; - is standard output')
    .option('--json', 'print everything as one JSON object')
    .option('-q, --quiet', 'print only the forecasts')
    .option('--seed <number>', 'seed of all random numbers (default: 1)', wholeNumber)
    .option('--dashboard [port]', 'show the run in the browser, and stay until Ctrl-C', port)
    .option('--host <host>', 'address to bind the dashboard to; other machines need a token')
    .addHelpText('after', '\nExample:\n  rxcast forecast sales.csv --target revenue --horizon 28')
    .action(async (file: string, options) => {
      const { forecast } = await import('./forecast.ts')
      code = await forecast(file, options, terminal)
    })

  rxcast
    .command('run')
    .summary('run a pipeline')
    .description('Runs a pipeline: scores on stdout (on stderr if a sink writes to stdout), progress on stderr.')
    .argument('<pipeline>', 'pipeline file')
    .option('--known <csv>', 'what if: other values of columns known ahead, for times to come')
    .option('--json', 'print the summary as JSON, with the next forecasts')
    .option('-q, --quiet', 'print only requested results and problems')
    .option('--explain', 'print what was chosen and why, and the weights of the experts at the end')
    .option('--strict', 'stop at the first row that cannot be used')
    .option('--max-memory <size>', maxMemory, size)
    .option('--seed <number>', 'seed, in place of the pipeline’s', wholeNumber)
    .option('--dashboard [port]', 'show the run in the browser, and stay until Ctrl-C', port)
    .option('--host <host>', 'address to bind the dashboard to; other machines need a token')
    .option('--metrics [port]', 'serve /metrics, /healthz and /readyz, with the page or at port 9464', port)
    .addOption(new Option('--log <format>', 'print events on stderr as lines of JSON').choices(['json']))
    .option('--speed <rows>', 'rows a second, to watch a replay', positive)
    .option('--checkpoint <folder>', 'save the state there, and go on from it the next time')
    .option('--fresh', 'start again, in place of the last checkpoint')
    .option('--threads <number>', 'threads that forecast the series of `by`; changes no byte of the output', count)
    .option('--max-active <number>', 'series in memory at once; the others wait in the checkpoint folder', count)
    .option('--from <number>', 'go on from this checkpoint, one of the last three', wholeNumber)
    .addHelpText('after', '\nExample:\n  rxcast run pipelines/weather.yaml --dashboard --speed 50')
    .action(async (file: string, options) => {
      if (options.log === 'json') {
        const { runLogged } = await import('./run-logged.ts')
        code = await runLogged(file, options, terminal)
        return
      }
      const { run } = await import('./run.ts')
      code = await run(file, options, terminal)
    })

  rxcast
    .command('check')
    .summary('report every problem of pipeline files without running them')
    .description('Checks pipeline files and reports every problem with file, line, column, value and cure.')
    .argument('<pipelines...>', 'pipeline files')
    .option('--max-memory <size>', maxMemory, size)
    .option('--json', 'print the problems as JSON')
    .action(async (files: string[], options) => {
      const { check } = await import('./check.ts')
      await check(files, options, terminal)
    })

  const init = rxcast
    .command('init')
    .summary('write a pipeline for a file')
    .description('Looks at a file and writes a commented pipeline for it, with what was found as options.')
  aboutFile(init)
    .option('-o, --output <file>', 'file to write; - is standard output (default: the file’s name with .yaml)')
    .option('-f, --force', 'overwrite')
    .option('--json', 'print what was found as JSON')
    .action(async (file: string, options) => {
      const { init } = await import('./init.ts')
      code = await init(file, options, terminal)
    })

  rxcast
    .command('compare')
    .summary('compare the forecaster with its experts and naive forecasts')
    .description(
      'Runs the same rows through the forecaster, each expert alone and the naive forecasts, and marks significant differences.',
    )
    .argument('<pipeline>', 'pipeline file')
    .option('--max-memory <size>', maxMemory, size)
    .option('--with <csv>', 'forecasts of another system, scored on what both have forecast')
    .option('--json', 'print everything as JSON: all metrics by lead')
    .option('--seed <number>', 'seed, in place of the pipeline’s', wholeNumber)
    .action(async (file: string, options) => {
      const { compare } = await import('./compare.ts')
      code = await compare(file, options, terminal)
    })

  const ended = (given: number) => {
    code = given
  }
  addWorker(rxcast, terminal, ended)
  addSimulate(rxcast, terminal, ended)

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
    .command('inspect')
    .summary('print what the checkpoints of a run hold')
    .description(
      'Prints the checkpoints of a folder, and what one holds: rows, series, scores and the size of each part.',
    )
    .argument('<folder>', 'folder of the checkpoints')
    .option('--from <number>', 'the checkpoint to look into (default: the newest one that is whole)', wholeNumber)
    .option('--weights <file>', 'write the weights of all LSTMs there, as safetensors')
    .option('--json', 'print everything as JSON')
    .action(async (folder: string, options) => {
      const { inspect } = await import('./inspect.ts')
      await inspect(folder, options, terminal)
    })

  addQuery(rxcast, terminal)

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

  try {
    await rxcast.parseAsync(called, { from: 'user' })
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

/** The verb of a command line that begins with a file: `run` for a pipeline file, `forecast` for anything else. */
function withVerb(args: readonly string[]): string[] {
  const [first] = args
  if (first === undefined || (first.startsWith('-') && first !== '-') || verbs.includes(first)) return [...args]
  if (/\.ya?ml$/i.test(first)) return ['run', ...args]
  // Without a dot or a slash, a name that is not a file is a misspelt command.
  return isAddress(first) || first === '-' || /[./\\]/.test(first) || existsSync(first)
    ? ['forecast', ...args]
    : [...args]
}

const verbs = 'forecast run worker check init compare simulate dashboard inspect query list schema help'.split(' ')
