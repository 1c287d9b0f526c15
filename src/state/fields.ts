/** A typed array that a snapshot can hold. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array

/** A value of a configuration. */
export type Setting = number | string | boolean | undefined | readonly (number | string)[]

/** A condition on every number of a field, checked when a snapshot is restored. */
export interface Condition {
  /** @param index position of the number in its field */
  readonly holds: (value: number, index: number) => boolean
  /**
   * Numbers in this range are valid at any index. `holds` is called for the others only, which is several times faster
   * for long arrays.
   */
  readonly range?: readonly [number, number]
  /** What the numbers must be, such as `finite numbers`. */
  readonly expected: string
}

/** A condition on the length of an array. */
export interface Lengths {
  readonly holds: (length: number) => boolean
  /** What the array must be, such as `whole rows of 3 numbers`. */
  readonly expected: string
}

/** Visits one value; `value` is undefined if the snapshot has a value for which there is no object yet. */
export type Visit<T> = (fields: Fields, value: T | undefined) => T

/**
 * Something whose state can be saved. It names each of its fields once, and `snapshot` and `restore` both call this
 * method.
 *
 * @example
 * class Mean implements Saveable {
 *   private count = 0
 *   private mean = 0
 *
 *   state(fields: Fields): void {
 *     this.count = fields.counter('count', this.count)
 *     this.mean = fields.number('mean', this.mean)
 *   }
 * }
 */
export interface Saveable {
  /** Passes each field to `fields` by name, in a fixed order, and assigns the value returned. */
  state(fields: Fields): void
}

/**
 * Receives the fields of a `Saveable`. Each method takes the name of a field and its current value, and returns the
 * value to continue with: the current one while a snapshot is made or checked, the stored one while it is restored.
 */
export interface Fields {
  /** Whether a snapshot is being made. If not, `array` needs only the type of its argument, which can then be empty. */
  readonly saving: boolean
  /** A number of any value, NaN and the infinities included, unless a condition is given. */
  number(name: string, value: number, condition?: Condition): number
  /** A whole number from 0 to `max` (default 2^53 − 1). */
  counter(name: string, value: number, max?: number): number
  boolean(name: string, value: boolean): boolean
  text(name: string, value: string): string
  /** A typed array of fixed length, read and written in place. */
  numbers(name: string, values: Numbers, condition?: Condition): void
  /** A typed array whose length can change. Restoring returns a new array. */
  array<T extends Numbers>(name: string, values: T, condition?: Condition, lengths?: Lengths): T
  /** An object with fields of its own. */
  part(name: string, part: Saveable): void
  /** A fixed number of objects. */
  parts(name: string, parts: readonly Saveable[]): void
  /** A value that can be absent. */
  optional<T>(name: string, value: T | undefined, visit: Visit<T>): T | undefined
  /** Values whose number can change. */
  list<T>(name: string, values: readonly T[], visit: Visit<T>): T[]
  /**
   * An optional object whose size is known only at run time, such as from the first observation. `spec` describes it as
   * text, and is stored before the object, so that restoring can build the object before reading its fields.
   *
   * Restoring calls `dispose`, if there is one, on the object that it replaces, and on one built only for checking.
   *
   * @param build throws a DataError if the spec is malformed, or the state of its object would exceed `room`, the bytes
   * of the snapshot
   */
  built<T extends Saveable & { dispose?(): void }>(
    name: string,
    value: T | undefined,
    spec: string | undefined,
    build: (spec: string, room: number) => T,
  ): T | undefined
  /** A setting that the meaning of the state depends on. If it differs, the snapshot is not restored. */
  same(name: string, value: Setting): void
  /**
   * A setting that can change between runs, such as a learning rate. A difference is reported, and the current value
   * kept.
   */
  constant(name: string, value: Setting): void
}

/**
 * A `Visit` for objects with their own fields.
 *
 * @param build creates an object for a stored value that has none yet
 */
export const visitSaveable =
  <T extends Saveable>(build: () => T): Visit<T> =>
  (fields, value = build()) => {
    value.state(fields)
    return value
  }

/** Requires every number of a field to be finite. */
export const finite: Condition = {
  holds: Number.isFinite,
  range: [-Number.MAX_VALUE, Number.MAX_VALUE],
  expected: 'finite numbers',
}

/** Requires every number of a field to be at least 0. */
export const nonNegative: Condition = {
  holds: (value) => value >= 0,
  range: [0, Number.POSITIVE_INFINITY],
  expected: 'numbers of at least 0',
}
