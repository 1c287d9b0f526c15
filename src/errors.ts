/** A problem of a configuration, in the form `where: expected …, got …; remedy`. */
export interface Problem {
  /** `file:line:column`, or the path of the option if there is no file. */
  readonly where: string
  readonly message: string
}

/** An invalid configuration, with every problem found, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => (where ? `${where} ${message}` : message)).join('\n'))
    this.problems = problems
  }
}

/** There is no memory for another network; data and snapshots are valid. */
export class MemoryError extends ConfigError {}

/** Data that cannot be used and stops the run. Rows that can be omitted become rejects instead. */
export class DataError extends Error {
  override readonly name = 'DataError'
}
