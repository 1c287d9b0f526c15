import { jsonLog } from '../operations/json-log.ts'
import { logged } from '../operations/logged.ts'
import { errorJson } from './error-json.ts'
import { logFailure } from './log-failure.ts'
import { type RunVerbOptions, run } from './run.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/**
 * `rxcast run PIPELINE --log json`: runs a pipeline with a log on standard error, and nothing else there. Events: start,
 * serving, restored, notice, warning, reject, checkpoint, checkpoint_failed, end, failure, and those of the series: anomaly,
 * drift, alert, stale, recovered.
 *
 * @returns the exit code
 * @throws ConfigError if the package `pino` is not installed
 */
export async function runLogged(file: string, options: RunVerbOptions, terminal: Terminal): Promise<number> {
  const log = await jsonLog()
  const begun = performance.now()
  let answered = false
  const out = (text: string) => {
    answered = true
    terminal.out(text)
  }
  const silent: Terminal = Object.assign(Object.create(terminal) as Terminal, { out, err() {}, errIsScreen: false })
  log.info('start', { pipeline: file, version: version() })
  try {
    const code = await run(
      file,
      {
        ...options,
        onlooker: (names) => logged(log, () => performance.now(), names),
        onServed: (name, url) => log.info('serving', { what: name, url }),
        onWarning: (message) => log.warn('warning', { message }),
        onNotice: (message) => log.info('notice', { message }),
        onOutcome({ rows, outputs, stopped, failure }) {
          const seconds = Math.round(performance.now() - begun) / 1000
          if (!failure) log.info('end', { rows, outputs, stopped, seconds })
        },
      },
      silent,
    )
    return code
  } catch (error) {
    const code = logFailure(log, error)
    if (options.json && !answered) terminal.out(errorJson(error))
    return code
  }
}
