/** What the workers of a proof have measured, from the lines of JSON that they print. */
export interface Figures {
  readonly commits: number
  /** Milliseconds of a commit. */
  readonly commitMs: { readonly median: number; readonly most: number }
  /** Kilobytes of state in a commit that has any. */
  readonly stateKb: number
  /** Megabytes of state that were committed in all. */
  readonly changelogMb: number
  /** How often a partition was restored, and the largest: megabytes, and milliseconds from its begin to its first row. */
  readonly restored: { readonly times: number; readonly mb: number; readonly ms: number }
  /** Of each worker that was killed. */
  readonly killed: readonly Killed[]
}

/** Milliseconds from the end of a worker until all of its partitions had got so far. */
export interface Killed {
  readonly assigned: number
  readonly restored: number
  readonly committed: number
}

interface Line {
  readonly event: string
  readonly at: number
  readonly partition?: number
  readonly partitions?: readonly number[]
  readonly ms: number
  readonly bytes: number
}

/** Bytes of a commit without state: the position. */
const withoutState = 200

/** Reads the figures from the log of a proof, whose lines begin with the id of a process. */
export function figuresOf(log: string): Figures {
  const lines = [...log.matchAll(/\{"event":.*\}/g)].map(([line]) => JSON.parse(line) as Line)
  lines.sort((a, b) => a.at - b.at)
  const commits = lines.filter(({ event }) => event === 'committed')
  const takeovers = lines.filter(({ event }) => event === 'tookOver')
  const times = commits.map(({ ms }) => ms).sort((a, b) => a - b)
  const withState = commits.filter(({ bytes }) => bytes > withoutState)
  const bytes = withState.reduce((sum, commit) => sum + commit.bytes, 0)
  const most = takeovers.reduce((a, b) => (b.bytes > a.bytes ? b : a), { bytes: 0, ms: 0 })
  return {
    commits: commits.length,
    commitMs: { median: rounded(times[times.length >> 1] ?? 0), most: rounded(times.at(-1) ?? 0) },
    stateKb: rounded(bytes / 1000 / (withState.length || 1)),
    changelogMb: rounded(bytes / 1e6),
    killed: lines.flatMap((line, i) => (line.event === 'SIGKILL' ? killed(line, lines.slice(i + 1)) : [])),
    restored: { times: takeovers.length, mb: rounded(most.bytes / 1e6), ms: rounded(most.ms) },
  }
}

/** How others have taken over what a worker had, before partitions moved again. */
function killed({ at }: Line, after: readonly Line[]): Killed | [] {
  const [given, moved] = after.filter(({ event, partitions = [] }) => event === 'assigned' && partitions.length > 0)
  if (given === undefined) return []
  const until = after.slice(after.indexOf(given), moved && after.indexOf(moved))
  const taken = until.filter(({ event }) => event === 'tookOver')
  // A partition without rows has no commit.
  const first = taken.flatMap(
    ({ partition }) => until.find((line) => line.event === 'committed' && line.partition === partition) ?? [],
  )
  const last = (lines: readonly Line[]) => Math.max(...lines.map((line) => line.at)) - at
  return { assigned: given.at - at, restored: last(taken), committed: last(first) }
}

const rounded = (value: number) => Math.round(value * 10) / 10
