import type { Fields, Saveable } from '../state/fields.ts'

/**
 * State that can only be built once the first value is there, because its size depends on it. What it was built from is kept with it,
 * as text, so that restoring can build it before a value has come.
 */
export class FromFirst<T extends Saveable> implements Saveable {
  readonly #build: (plan: string) => T
  #begun: Begun<T> | undefined

  /** @param build makes the state from what `begin` is given */
  constructor(build: (plan: string) => T) {
    this.#build = build
  }

  /** The state; undefined before `begin`. */
  get value(): T | undefined {
    return this.#begun?.value
  }

  /** Builds the state. */
  begin(plan: string): T {
    this.#begun = new Begun(plan, this.#build(plan))
    return this.#begun.value
  }

  state(fields: Fields): void {
    const build = (plan: string) => new Begun(plan, this.#build(plan))
    this.#begun = fields.built('begun', this.#begun, this.#begun?.plan, build)
  }
}

class Begun<T extends Saveable> implements Saveable {
  readonly plan: string
  readonly value: T

  constructor(plan: string, value: T) {
    this.plan = plan
    this.value = value
  }

  state(fields: Fields): void {
    this.value.state(fields)
  }
}
