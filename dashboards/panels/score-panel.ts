import type { ScoreTable } from '../../src/server/wire.ts'
import { h, setText } from '../dom.ts'
import { number, percent, signedPercent } from '../format.ts'
import { leadSpan } from '../lead-span.ts'
import type { Panel, Scene } from '../scene.ts'

/** The number that cannot be missed: how much of the error of persistence the forecast avoids, and beside it the other scores. */
export class ScorePanel implements Panel {
  readonly always = true
  readonly element: HTMLElement
  private readonly skill = h('b', { class: 'skill' }, '–')
  private readonly claim = h('p', { class: 'claim' })
  private readonly facts = h('dl', { class: 'facts scroll', tabindex: 0, 'aria-label': 'scores' })
  private shown = ''

  constructor() {
    this.element = h(
      'section',
      { class: 'score', 'aria-labelledby': 'title-score' },
      h('div', { class: 'verdict' }, h('h2', { id: 'title-score' }, 'Skill'), this.skill, this.claim),
      this.facts,
    )
  }

  update({ store, state }: Scene): void {
    const { layout, status } = store
    if (!layout) return
    const { leads, levels } = layout
    const at = state.channel * leads.length + state.lead
    const { scores } = status ?? {}
    const ahead = leadSpan(store, leads[state.lead]!)
    const skill = scores?.skillPersistence[at] ?? null
    setText(this.skill, signedPercent(skill))
    this.skill.dataset.sign = skill === null ? 'none' : skill > 0 ? 'better' : 'worse'
    setText(this.claim, claim(skill, ahead))
    const facts = scores ? factsOf(scores, at, levels) : []
    const key = JSON.stringify(facts)
    if (key === this.shown) return
    this.shown = key
    this.facts.replaceChildren(
      ...facts.map(([name, value, about]) =>
        h('div', { title: about }, h('dt', {}, name), h('dd', {}, value), h('dd', { class: 'about' }, about)),
      ),
    )
  }
}

function claim(skill: number | null, ahead: string): string {
  if (skill === null) return `no forecast ${ahead} ahead has come due yet`
  if (skill > 0) return `less error than saying “as it is now”, ${ahead} ahead`
  return `more error than saying “as it is now”, ${ahead} ahead: do not trust this lead`
}

function factsOf(
  scores: ScoreTable,
  at: number,
  levels: readonly number[],
): [name: string, value: string, about: string][] {
  const seasonal = scores.skillSeasonal[at] ?? null
  return [
    ...(seasonal === null
      ? []
      : [
          ['vs. season', signedPercent(seasonal), 'less error than the value one season ago'] as [
            string,
            string,
            string,
          ],
        ]),
    ['MAE', number(scores.mae[at]), 'mean absolute error, in the data’s units'],
    ['RMSE', number(scores.rmse[at]), 'root of the mean squared error'],
    ['MASE', number(scores.mase[at]), 'error in units of the usual step; under 1 is good'],
    ...levels.map((level, i): [string, string, string] => [
      `coverage of ${percent(level, 0).replace(' ', '\u00a0')}`,
      percent(scores.coverage[i]?.[at]),
      `share of values inside the interval that promised ${percent(level, 0).replace(' ', '\u00a0')}`,
    ]),
    ['scored', (scores.count[at] ?? 0).toLocaleString('en-US'), 'forecasts whose target has come'],
  ]
}
