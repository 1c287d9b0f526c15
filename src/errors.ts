/** One thing that is wrong with a configuration, in the form `where: what was expected, got X; what to do`. */
export interface Problem {
  /** `file:line:column`, or the path of the option where there is no file. */
  readonly where: string
  readonly message: string
}

/** The configuration cannot be used. Carries every problem found, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => (where ? `${where} ${message}` : message)).join('\n'))
    this.problems = problems
  }
}

/** There is no memory for another network: neither the data nor a snapshot is at fault. */
export class MemoryError extends ConfigError {}

/** The data cannot be used: the run stops. Rows that can be left out become rejects instead. */
export class DataError extends Error {
  override readonly name = 'DataError'
}
