import type { Saveable } from './fields.ts'

/** State that is saved under a key of its own. */
export interface Piece extends Saveable {
  /** A number that changes whenever the state does; without it, the state may always have changed. */
  readonly version?: number
}

/** A piece with its key. */
export type KeyedPiece = readonly [key: string, piece: Piece]
