import type { Fields, Saveable } from '../state/fields.ts'

/**
 * State that can only be built once the first value is there, because its size depends on it. What it was built from is kept with it,
 * as text, so that restoring can build it before a value has come.
 */
export class LazyState<T extends Saveable & { dispose?(): void }> implements Saveable {
  readonly #build: (spec: string, room: number) => T
  #begun: Begun<T> | undefined

  /**
   * @param build makes the state from what `begin` is given, or from the same text of a snapshot: a DataError if it is malformed or means more than
   * `room` bytes of state
   */
  constructor(build: (spec: string, room: number) => T) {
    this.#build = build
  }

  /** The state; undefined before `begin`. */
  get value(): T | undefined {
    return this.#begun?.value
  }

  /** Builds the state. */
  begin(spec: string): T {
    this.#begun = new Begun(spec, this.#build(spec, Number.POSITIVE_INFINITY))
    return this.#begun.value
  }

  state(fields: Fields): void {
    const build = (spec: string, room: number) => new Begun(spec, this.#build(spec, room))
    this.#begun = fields.built('begun', this.#begun, this.#begun?.spec, build)
  }
}

class Begun<T extends Saveable & { dispose?(): void }> implements Saveable {
  readonly spec: string
  readonly value: T

  constructor(spec: string, value: T) {
    this.spec = spec
    this.value = value
  }

  dispose(): void {
    this.value.dispose?.()
  }

  state(fields: Fields): void {
    this.value.state(fields)
  }
}
