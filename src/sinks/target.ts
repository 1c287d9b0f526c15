import { readlinkSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** What a path leads to, links followed. */
export interface Target {
  /** `file` also if there is none yet; `device` for anything that is written to and cannot be replaced. */
  readonly kind: 'file' | 'device' | 'pipe' | 'standard output' | 'standard error'
  /** The path of the file itself, without links. */
  readonly path: string
}

/** What a path leads to. Nothing is opened. */
export function targetOf(path: string): Target {
  const standard = standardAt(path)
  if (standard) return { kind: standard, path }
  const real = realPath(path)
  const stats = statsOf(real)
  if (stats?.isFIFO()) return { kind: 'pipe', path }
  const open = /^\/(dev\/fd|proc\/[^/]+\/fd)\//.test(path)
  if (open || (stats && !stats.isFile() && !stats.isDirectory())) return { kind: 'device', path }
  return { kind: 'file', path: real }
}

/** The other names of standard output and standard error. */
function standardAt(path: string): 'standard output' | 'standard error' | undefined {
  const [, name, number] = /^(?:\/dev\/(stdout|stderr)|\/(?:dev|proc\/self)\/fd\/([12]))$/.exec(path) ?? []
  if (path === '-' || name === 'stdout' || number === '1') return 'standard output'
  return name === 'stderr' || number === '2' ? 'standard error' : undefined
}

/** The absolute path without links, also of a file that does not exist yet and of a link that leads nowhere yet. */
export function realPath(path: string, links = 40): string {
  try {
    return realpathSync.native(path)
  } catch {
    const folder = dirname(path)
    if (folder === path || links === 0) return resolve(path)
    const here = join(realPath(folder, links), basename(path))
    const link = linkAt(here)
    return link === undefined ? here : realPath(resolve(dirname(here), link), links - 1)
  }
}

/** Undefined if there is no file, or none that can be examined. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Where a link leads; undefined if there is no link. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
