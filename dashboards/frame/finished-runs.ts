import type { Recording } from '../../src/recording/wire.ts'
import type { FinishedRun } from '../../src/server/runs.ts'
import type { RunStore } from '../run/run-store.ts'
import { signedPercent } from '../words/format.ts'
import { h, setOptions } from './dom.ts'

/** Labels of runs that did not end normally. */
const ends: Partial<Record<FinishedRun['state'], string>> = { failed: 'stopped', interrupted: 'interrupted' }

/**
 * Loads the finished run named by `?run=`, or the first one, and adds a picker for the others, each of which has its
 * own URL.
 */
export async function showFinishedRuns(store: RunStore, head: HTMLElement): Promise<void> {
  const runs = (await (await fetch('runs.json')).json()) as FinishedRun[]
  const wanted = new URLSearchParams(location.search).get('run')
  const chosen = runs.find(({ name }) => name === wanted) ?? runs[0]
  if (!chosen) return
  const picker = h('select', {
    onchange: () => {
      location.search = new URLSearchParams({ run: picker.value }).toString()
    },
  })
  setOptions(
    picker,
    runs.map(({ name, skill, state }) => {
      const facts = [...(skill === null ? [] : [signedPercent(skill)]), ...(ends[state] ? [ends[state]] : [])]
      return [name, facts.length > 0 ? `${name} (${facts.join(', ')})` : name] as const
    }),
    chosen.name,
  )
  head.prepend(h('label', {}, 'Run', picker))
  const response = await fetch(`runs/${encodeURIComponent(chosen.name)}.json`)
  store.load((await response.json()) as Recording)
}
