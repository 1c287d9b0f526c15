import { dirname, sep } from 'node:path'
import { realPath, statsOf, targetOf } from './target.ts'

/** A file or folder that a run uses. */
export interface FileUse {
  /** What it is, such as `the input`; of a file that is written, who writes it, such as `csv`. */
  readonly what: string
  /** Whether it is written for the rejected rows. */
  readonly rejects?: boolean
  /** As the user wrote it. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** A folder is one that the run keeps for itself. */
  readonly kind: 'read' | 'written' | 'folder'
}

/** A file that would be written although it is used otherwise. */
export interface Clash<U extends FileUse> {
  /** The use to change: the later of the two, unless only the earlier one writes. */
  readonly use: U
  readonly message: string
}

/**
 * Finds files that are written and used otherwise. Files are compared by what they are, whatever their paths look like:
 * links are followed, also those that lead nowhere yet, and two names of one file are the same. Devices and pipes can be
 * written to by several.
 *
 * @param uses in the order in which they are to be named; a file is written with a temporary one beside it
 */
export function clashes<U extends FileUse>(uses: readonly U[]): Clash<U>[] {
  const found: Clash<U>[] = []
  const files = new Map<string, U>()
  const folders = uses.filter(({ kind }) => kind === 'folder').map((use) => ({ use, real: realPath(use.path) }))
  for (const use of uses) {
    if (use.kind === 'folder' || targetOf(use.path).kind !== 'file') continue
    // Rejects are beside an output.
    const folder =
      use.kind === 'written' && !use.rejects && folders.find(({ real }) => isWithin(realPath(use.path), real))
    if (folder) found.push(clash(use, folder.use))
    const ids = idsOf(use)
    const other = ids.map((id) => files.get(id)).find((one) => one !== undefined)
    if (use.kind === 'written' && other) found.push(clash(use, other))
    else if (other?.kind === 'written') found.push(clash(other, use))
    for (const id of ids) if (!files.has(id)) files.set(id, use)
  }
  return found
}

function clash<U extends FileUse>(use: U, other: U): Clash<U> {
  const { kind, name, what } = other
  const relation = kind === 'written' ? `${what} writes too` : `is ${kind === 'folder' ? 'inside ' : ''}${what}`
  const aim = use.rejects ? ' for its rejects' : ''
  const as = name === use.name ? '' : ` as "${name}"`
  const message = `${use.what}: expected a file of its own${aim}, got "${use.name}", which ${relation}${as}; name another`
  return { use, message }
}

/** What a file is: the same for two paths of it. A file that is written has a temporary one besides. */
function idsOf({ path, kind }: FileUse): string[] {
  const real = realPath(path)
  const paths = kind === 'written' ? [real, `${real}.part`] : [real]
  return paths.map((one) => idOf(one))
}

function idOf(path: string): string {
  const stats = statsOf(path)
  if (stats) return `${stats.dev}:${stats.ino}`
  // Of a file that does not exist yet, the folder can have two names, such as in other letters.
  const folder = statsOf(dirname(path))
  return folder ? `${folder.dev}:${folder.ino}${path.slice(dirname(path).length)}` : path
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(folder + sep)
