import { DataError } from './errors.ts'

/** State as a tree of numbers and typed arrays: everything a restart needs, and nothing that could run. */
export interface Memory {
  [name: string]: number | Float64Array | Uint8Array | Uint32Array | Memory
}

type Numbers = Float64Array | Uint8Array | Uint32Array

/** Something that keeps its state in a form of its own, as the LSTM does in one buffer, or an expert of the user's. */
interface Keeper {
  snapshot(): Uint8Array | Memory
  restore(kept: Uint8Array | Memory): void
}

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float64Array || value instanceof Uint8Array || value instanceof Uint32Array
const isState = (value: unknown) => typeof value === 'number' || (typeof value === 'object' && value !== null)
const isKeeper = (value: object): value is Keeper =>
  'snapshot' in value && 'restore' in value && !(value instanceof Remembering)

/** An object whose state is its fields: numbers, typed arrays, and objects and arrays of such. What it was built with is no state: it stands in fields written with `#`, which are neither taken along nor written over. */
export abstract class Remembering {
  /**
   * A copy of all fields that hold state.
   * @throws DataError for a boolean, which is state that a tree of numbers cannot hold
   */
  snapshot(): Memory {
    return remember(this, '')
  }

  /** @throws DataError naming the field that does not fit */
  restore(memory: Memory): void {
    recall(this, memory, '')
  }
}

const pathOf = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

function remember(object: object, path: string): Memory {
  const memory: Memory = {}
  for (const [name, value] of Object.entries(object)) {
    const where = pathOf(path, name)
    if (typeof value === 'number') memory[name] = value
    else if (isNumbers(value)) memory[name] = value.slice()
    else if (typeof value === 'object' && value !== null)
      memory[name] = isKeeper(value) ? value.snapshot() : remember(value, where)
    else if (typeof value === 'boolean')
      throw new DataError(`snapshot ${where}: expected a number, got ${value}; write 0 and 1`)
  }
  return memory
}

function recall(object: object, memory: Memory, path: string): void {
  const fields = object as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    const where = pathOf(path, name)
    const kept = Object.hasOwn(memory, name) ? memory[name] : undefined
    if (typeof value === 'number') {
      if (typeof kept !== 'number') throw misfit(where, 'a number', kept)
      fields[name] = kept
    } else if (isNumbers(value)) {
      if (!isNumbers(kept) || kept.length !== value.length) throw misfit(where, `${value.length} numbers`, kept)
      value.set(kept)
    } else if (typeof value === 'object' && value !== null) {
      if (isKeeper(value)) {
        if (typeof kept !== 'object' || kept instanceof Float64Array || kept instanceof Uint32Array)
          throw misfit(where, 'bytes', kept)
        value.restore(kept)
      } else if (kept === undefined || typeof kept === 'number' || isNumbers(kept))
        throw misfit(where, 'a record', kept)
      else recall(value, kept, where)
    }
  }
  const lost = Object.keys(memory).find((name) => !isState(fields[name]))
  if (lost !== undefined) throw misfit(pathOf(path, lost), 'nothing', memory[lost])
}

function misfit(where: string, expected: string, got: unknown): DataError {
  const shown = isNumbers(got) ? `${got.length} numbers` : got === undefined ? 'nothing' : typeof got
  return new DataError(
    `snapshot ${where}: expected ${expected}, got ${shown}; restore it into a forecaster of its own options`,
  )
}
