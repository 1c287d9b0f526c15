import type { Recording } from '../../src/recording/wire.ts'
import type { FinishedOverview, FinishedRun } from '../../src/server/runs.ts'
import type { Kept } from '../run/kept-run.ts'
import { signedPercent } from '../words/format.ts'
import { h, setOptions } from './dom.ts'

/** Labels of runs that did not end normally. */
const ends: Partial<Record<FinishedRun['state'], string>> = { failed: 'stopped', interrupted: 'interrupted' }

/**
 * The finished run named by `?run=`, or the first one; adds a picker for the others, each of which has its own URL.
 *
 * @returns undefined if there is none
 */
export async function finishedRun(head: HTMLElement): Promise<Kept | undefined> {
  const runs = (await (await fetch('runs.json')).json()) as FinishedRun[]
  const wanted = new URLSearchParams(location.search).get('run')
  const chosen = runs.find(({ name }) => name === wanted) ?? runs[0]
  if (!chosen) return undefined
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
  const ask = async <T>(path: string) => (await (await fetch(`runs/${path}`)).json()) as T
  const name = encodeURIComponent(chosen.name)
  if (!chosen.several) {
    const recording = () => ask<Recording>(`${name}.json`)
    return { overview: undefined, sparks: () => [], has: () => true, recording }
  }
  const { overview, series, sparks } = await ask<FinishedOverview>(`${name}/overview.json`)
  const byIndex = new Map(sparks.map((spark) => [spark.index, spark]))
  return {
    overview,
    sparks: (of) => of.flatMap((index) => byIndex.get(index) ?? []),
    has: (number) => series.includes(number),
    recording: (number) => ask<Recording>(`${name}/series/${number}`),
  }
}
