import { ConfigError } from '../errors.ts'

/** Writes events as lines of JSON. */
export interface JsonLog {
  info(event: string, fields?: object): void
  warn(event: string, fields?: object): void
  error(event: string, fields?: object): void
}

type Pino = typeof import('pino').pino

/**
 * A log on standard error by the package `pino`: a line for each event, written before the call returns. Each has
 * `time` (ISO 8601), `level`, `event`, and the fields of the event.
 *
 * @param load loads the package; by default by `import`
 * @throws ConfigError if it is not installed
 */
export async function jsonLog(load: () => Promise<Pino> = async () => (await import('pino')).pino): Promise<JsonLog> {
  let pino: Pino
  try {
    pino = await load()
  } catch {
    throw new ConfigError([{ where: '--log:', message: 'expected the package pino, got none; npm install pino' }])
  }
  const logger = pino(
    {
      base: { name: 'rxcast', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    // Synchronous, without a worker: nothing is lost if the process ends.
    pino.destination({ fd: 2, sync: true }),
  )
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: object = {}) =>
      logger[level]({ event, ...fields })
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
