import type { Fields, Saveable } from '../state/fields.ts'

/**
 * State that is built when the first value arrives, because its size depends on the value. The specification it was
 * built from is kept as text, so that restoring can build it before a value has arrived.
 */
export class LazyState<T extends Saveable & { dispose?(): void }> implements Saveable {
  readonly #build: (spec: string, room: number) => T
  #begun: Begun<T> | undefined

  /**
   * @param build creates the state from its specification, given to `begin` or stored in a snapshot. It throws a
   * DataError if the text is malformed or describes a state of more than `room` bytes.
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
