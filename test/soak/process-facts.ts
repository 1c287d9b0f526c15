import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What Linux tells about a process. */
export interface ProcessFacts {
  /** Resident memory in MB. */
  readonly mb: number
  /** Seconds that it has computed: other processes on the machine do not count. */
  readonly cpu: number
  readonly descriptors: number
  readonly sockets: number
}

/** Ticks of `/proc` in a second. */
const ticks = 100

export function factsOf(pid: number): ProcessFacts {
  const kB = Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const files = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`)
    } catch {
      return []
    }
  })
  return {
    mb: kB / 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
    descriptors: files.length,
    sockets: files.filter((file) => file.startsWith('socket:')).length,
  }
}
