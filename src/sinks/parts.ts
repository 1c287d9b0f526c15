import { createHash } from 'node:crypto'
import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Identifies the scope of a process number: this machine and, on Linux, this container. */
const scope = createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8)

/** The temporary name under which a process of this machine writes a file. */
export function partOf(path: string, pid = process.pid): string {
  return `${path}.${scope}-${pid}.part`
}

/**
 * Removes the parts of a file that ended processes have left. Parts of running processes and of other machines stay.
 */
export function sweepParts(path: string): void {
  const begin = `${basename(path)}.${scope}-`
  for (const name of namesIn(dirname(path))) {
    const pid = name.startsWith(begin) ? /^(\d+)\.part$/.exec(name.slice(begin.length))?.[1] : undefined
    // Both calls are synchronous, so hardly any time is left for a new process with the same number.
    if (pid !== undefined && isGone(Number(pid))) rmSync(join(dirname(path), name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // A folder can be writable but not readable.
    return []
  }
}

/** False also for a running process of another user. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
