import { jsonLog } from '../operations/json-log.ts'
import { workerLogged } from '../operations/worker-log.ts'
import { logFailure } from './log-failure.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'
import { type WorkerVerbOptions, worker } from './worker.ts'

/**
 * `rxcast worker PIPELINE --log json`: works with a log on standard error, and nothing else there. Events: start,
 * serving, warning, end, failure, and those of `workerLogged`.
 *
 * @returns the exit code
 * @throws ConfigError if the package `pino` is not installed
 */
export async function loggedWorker(file: string, options: WorkerVerbOptions, terminal: Terminal): Promise<number> {
  const log = await jsonLog()
  const silent: Terminal = Object.assign(Object.create(terminal) as Terminal, { err() {}, errIsScreen: false })
  log.info('start', { pipeline: file, version: version() })
  try {
    const code = await worker(
      file,
      {
        ...options,
        onlooker: (names) => workerLogged(log, () => performance.now(), names),
        onServed: (name, url) => log.info('serving', { what: name, url }),
        onNotice: (message) => log.warn('warning', { message }),
      },
      silent,
    )
    log.info('end')
    return code
  } catch (error) {
    return logFailure(log, error)
  }
}
