import { readFileSync } from 'node:fs'
import { grouped } from './grouped.ts'

/** Scores of a peer on one series, as `test/bench/peers/peers.py` writes them. */
export interface PeerScores {
  readonly id: string
  readonly group: string
  readonly method: string
  readonly origins: number
  readonly forecasts: number
  readonly mae: number
  readonly rmse: number
  /** Processor time of a fit and its forecast, in milliseconds. */
  readonly cpuMs: number
  readonly failed: number
  /** Absent without intervals. */
  readonly coverage80?: number
  readonly coverage95?: number
  readonly intervalScore?: number
}

/** Scores of the peers, by series. */
export function readPeers(path: string): ReadonlyMap<string, readonly PeerScores[]> {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return grouped(
    lines.map((line) => JSON.parse(line) as PeerScores),
    ({ id }) => id,
  )
}
