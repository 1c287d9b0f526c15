import { chain } from '../../../src/operators/chain.ts'
import { fillGaps } from '../../../src/operators/fill-gaps.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { inOrder } from '../../../src/operators/in-order.ts'
import { score } from '../../../src/operators/score.ts'
import type { Saveable } from '../../../src/state/fields.ts'
import { restore } from '../../../src/state/restore.ts'
import { snapshot } from '../../../src/state/snapshot.ts'

// What the state of one daily series with 7 leads takes, part by part, and how long it takes to save and to restore it.

const day = 86_400_000
const steps = () => chain(inOrder(), fillGaps('1d'), forecast({ horizon: 7, season: 365 }), score())

/** What a part counts as in the table. */
function groupOf(name: string): string | undefined {
  if (name.startsWith('lstm ')) return 'LSTMs'
  if (name.startsWith('rls(')) return 'regressions'
  if (/^(persistence|drift|seasonal|holtWinters|smoothing|simple)/.test(name)) return 'simple experts'
  if (name === 'mixture' || name === 'shock') return 'mixture'
  if (name === 'intervals' || name === 'lastValue') return 'intervals'
  if (name === 'board') return 'score'
  return undefined
}

/** Bytes by group; a part of no group is looked into. */
function sizes(saveable: Saveable, into: Map<string, number> = new Map()): Map<string, number> {
  const look = (name: string, value: unknown) => {
    const parts = (Array.isArray(value) ? value : [value]).filter((part) => typeof part?.state === 'function')
    for (const part of parts) {
      const group = groupOf(name)
      if (group) into.set(group, (into.get(group) ?? 0) + snapshot(part).length)
      else sizes(part, into)
    }
    return value
  }
  saveable.state(new Proxy({ saving: true }, { get: (own, name) => (name === 'saving' ? own.saving : look) }) as never)
  return into
}

/** The shortest of several turns, in milliseconds of processor time. */
function least(work: () => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 20; turn++) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

const counts = [12, 500, 5000]
const run = steps().open(() => {})
const columns: { rows: number; parts: Map<string, number>; whole: number; save: number; load: number }[] = []
for (let t = 0; t < counts[counts.length - 1]!; t++) {
  const value = 15 + 10 * Math.sin((2 * Math.PI * t) / 365) + ((t * 7919) % 13) / 4
  run.next({ time: t * day, values: [value], covariates: [] })
  if (!counts.includes(t + 1)) continue
  const bytes = snapshot(run)
  const other = steps().open(() => {})
  restore(other, bytes)
  const megabytes = bytes.length / 1e6
  const [save, load] = [least(() => snapshot(run)), least(() => restore(other, bytes))]
  columns.push({ rows: t + 1, parts: sizes(run), whole: bytes.length, save: save / megabytes, load: load / megabytes })
  other.close?.()
}

const names = [...new Set(columns.flatMap(({ parts }) => [...parts.keys()]))]
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
console.log(`| kB | ${columns.map(({ rows }) => `${rows} rows`).join(' | ')} |`)
console.log(`|---|${columns.map(() => '---:|').join('')}`)
for (const name of names)
  console.log(`| ${name} | ${columns.map(({ parts }) => kilobytes(parts.get(name) ?? 0)).join(' | ')} |`)
console.log(`| all | ${columns.map(({ whole }) => kilobytes(whole)).join(' | ')} |`)
console.log(`| save, ms a MB | ${columns.map(({ save }) => save.toFixed(2)).join(' | ')} |`)
console.log(`| restore, ms a MB | ${columns.map(({ load }) => load.toFixed(2)).join(' | ')} |`)
