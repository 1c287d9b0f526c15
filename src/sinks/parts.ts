import { createHash } from 'node:crypto'
import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Stands for what a process number counts in: this machine and, on Linux, this container. */
const home = createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8)

/** The name under which a process of this machine writes a file until it is whole. */
export function partOf(path: string, pid = process.pid): string {
  return `${path}.${home}-${pid}.part`
}

/** Removes what processes that are gone have left half written of a file. Parts of those at work, and of other machines, stay. */
export function sweepParts(path: string): void {
  const begin = `${basename(path)}.${home}-`
  for (const name of namesIn(dirname(path))) {
    const pid = name.startsWith(begin) ? /^(\d+)\.part$/.exec(name.slice(begin.length))?.[1] : undefined
    // Asked and removed at a stroke: no new process gets that number and opens its file in between.
    if (pid !== undefined && isGone(Number(pid))) rmSync(join(dirname(path), name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // One that may be written need not be one that may be listed.
    return []
  }
}

/** False also where there is such a process and it is nobody's business here. */
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
