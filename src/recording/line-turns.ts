import type { OverviewData } from './overview.ts'

/** Lines of a piece, at most. */
const mostLines = 500

/**
 * Cuts the lines that change into pieces, one a turn: first the lines that stand otherwise than before, then the others
 * in turn. Pieces are numbered from 1.
 */
export class LineTurns {
  /** Number of the last piece. */
  piece = 0
  private readonly data: OverviewData
  /** By line: the piece that it was in last, and what it was then. */
  private readonly sentIn: number[] = []
  private readonly versions: number[] = []
  private readonly standings: number[] = []
  /** The line whose turn it is. */
  private oldest = 0

  constructor(data: OverviewData) {
    this.data = data
  }

  /**
   * Makes a piece of the lines that have changed.
   *
   * @param most lines in it
   * @returns whether some are left for the next turn
   */
  turn(most = mostLines): boolean {
    const { data, sentIn, standings, versions } = this
    const { count } = data
    const moved: number[] = []
    const changed: number[] = []
    for (let i = 0; i < count; i++) {
      const index = (this.oldest + i) % count
      if (data.standingOf(index) !== standings[index]) moved.push(index)
      else if (data.versionOf(index) !== versions[index]) changed.push(index)
    }
    const taken = [...moved, ...changed].slice(0, most)
    if (taken.length === 0) return false
    this.piece++
    for (const index of taken) {
      sentIn[index] = this.piece
      standings[index] = data.standingOf(index)
      versions[index] = data.versionOf(index)
    }
    if (taken.length > moved.length) this.oldest = (taken.at(-1)! + 1) % count
    return taken.length < moved.length + changed.length
  }

  /** The lines of the pieces after one of them, rising. */
  after(piece: number): number[] {
    const lines: number[] = []
    for (let index = 0; index < this.sentIn.length; index++) if (this.sentIn[index]! > piece) lines.push(index)
    return lines
  }
}
