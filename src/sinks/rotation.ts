import { lstat } from 'node:fs/promises'
import { extname } from 'node:path'
import { formatTimestamp } from '../time/timestamp.ts'
import type { Zone } from '../time/zone.ts'

/** Characters of an ISO time that name the period of a file. */
const periods: Readonly<Record<string, number>> = { '1h': 13, '1d': 10, '1mo': 7 }
const units: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 }

/** Whether a text says when a file is finished: `1h`, `1d`, `1mo`, or a size such as `100MB`. */
export const isRotation = (text: string): boolean => Object.hasOwn(periods, text) || sizeOf(text) > 0

/** Bytes; NaN if the text is not a size. */
function sizeOf(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([kMG]B)$/.exec(text) ?? []
  return Math.round(Number(number) * (units[unit ?? ''] ?? Number.NaN))
}

/**
 * When a file that grows is finished and another begins: by the times of its rows or by its bytes, never by the clock,
 * so that a run that goes on from a checkpoint ends its files at the same rows.
 */
export class Rotation {
  private readonly digits: number | undefined
  private readonly bytes: number
  private readonly zone: Zone | undefined

  /** @param zone in which days begin; UTC by default */
  constructor(text: string, zone?: Zone) {
    this.digits = periods[text]
    this.bytes = this.digits === undefined ? sizeOf(text) : Number.POSITIVE_INFINITY
    this.zone = zone
  }

  /** The period of a time, such as `2024-02-29`; periods sort as texts. Empty if files are finished by their size. */
  periodOf(time: number): string {
    const { digits, zone } = this
    return digits === undefined ? '' : formatTimestamp(time, zone?.offsetAt(time)).slice(0, digits).replace('T', ' ')
  }

  /** Whether a file of this size and period is finished before a row of another period. */
  isDue(size: number, period: string, next: string): boolean {
    return size >= this.bytes || (period !== '' && next > period)
  }
}

/**
 * The names of finished files, in order: `live.2024-02-29.csv`, then `live.2024-02-29-2.csv`; `live.1.csv`, then
 * `live.2.csv`, if they have no period.
 */
export function finishedName(path: string, period: string, number: number): string {
  const ending = extname(path)
  const label = period === '' ? String(number) : `${period.replace(' ', 'T')}${number === 1 ? '' : `-${number}`}`
  return `${path.slice(0, path.length - ending.length)}.${label}${ending}`
}

/** The finished files of a period that are there, in order. */
export async function finishedFiles(path: string, period: string): Promise<string[]> {
  const names: string[] = []
  for (let number = 1; ; number++) {
    const name = finishedName(path, period, number)
    if (!(await exists(name))) return names
    names.push(name)
  }
}

/** The first name that is free for a file that is finished. */
export async function nameToFinish(path: string, period: string): Promise<string> {
  return finishedName(path, period, (await finishedFiles(path, period)).length + 1)
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
