import type { Saveable } from './fields.ts'

/** State that is saved under a key of its own. */
export interface Piece extends Saveable {
  /** A number that changes whenever the state does; without it, the state may always have changed. */
  readonly version?: number
}

/** A piece with its key. */
export type KeyedPiece = readonly [key: string, piece: Piece]

/** Pieces that can be on other threads, saved on demand. */
export interface ManyPieces {
  /** The key of each, with a number that changes whenever its state does. */
  versions(): Iterable<readonly [key: string, version: number]>
  /** The bytes of some of them, in the order of `versions`. */
  save(keys: readonly string[]): AsyncIterable<Uint8Array>
}
