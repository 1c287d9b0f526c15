import type { ScoreTable } from '../../src/server/wire.ts'
import { h, setText } from '../dom.ts'
import { moment, number, percent, signedPercent } from '../format.ts'
import { leadSpan } from '../lead-span.ts'
import { RunningErrors } from '../rolling.ts'
import { type Panel, type Scene, stepMs } from '../scene.ts'

/** The number that cannot be missed: how much of the error of persistence the forecast avoids, and beside it the other scores. */
export class ScorePanel implements Panel {
  readonly always = true
  readonly element: HTMLElement
  private readonly skill = h('b', { class: 'skill' }, '–')
  private readonly claim = h('p', { class: 'claim' })
  private readonly facts = h('dl', { class: 'facts scroll', tabindex: 0, 'aria-label': 'scores' })
  private shown = ''
  private errors: RunningErrors | null = null

  constructor() {
    this.element = h(
      'section',
      { class: 'score', 'aria-labelledby': 'title-score' },
      h('div', { class: 'verdict' }, h('h2', { id: 'title-score' }, 'Skill'), this.skill, this.claim),
      this.facts,
    )
  }

  private rollingSkill({ store, state: { channel, lead, over }, head }: Scene): number | null {
    this.errors ??= new RunningErrors(store)
    const { skill } = this.errors.of(channel, lead).at(head, over)
    return Number.isFinite(skill) ? skill : null
  }

  update(scene: Scene): void {
    const { store, state, scores } = scene
    const { layout } = store
    if (!layout) return
    const { leads, levels } = layout
    const at = state.channel * leads.length + state.lead
    const learning = scores !== null && scores.from !== null && !scores.count[at]
    const skill = learning ? this.rollingSkill(scene) : (scores?.skillPersistence[at] ?? null)
    setText(this.skill, signedPercent(skill))
    this.skill.dataset.sign = skill === null ? 'none' : skill > 0 ? 'better' : 'worse'
    setText(this.claim, learning ? learningClaim(scene, skill) : claim(scene, skill, scores?.count[at] ?? 0))
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

function claim(scene: Scene, skill: number | null, count: number): string {
  const ahead = `${leadSpan(scene.store, scene.store.layout!.leads[scene.state.lead]!)} ahead`
  const { first, end } = scene.store
  // Of the run's own scores there are only the newest; earlier ones are summed over the rows that the page still has.
  const rest = first > 0 && scene.head < end - 1
  const over = rest ? `, over the last ${(scene.head - first + 1).toLocaleString('en-US')} rows` : ''
  const when = scene.state.head === null ? '' : `, up to ${nowOf(scene)}${over}`
  if (count === 0) return `no forecast ${ahead} has come due yet`
  if (skill === null) return `no skill to state, ${ahead}${when}: saying “as it is now” makes no error here`
  if (skill > 0) return `less error than saying “as it is now”, ${ahead}${when}`
  return `more error than saying “as it is now”, ${ahead}${when}: do not trust this lead`
}

/** While nothing counts yet, what the last rows say has to do. */
function learningClaim({ store, state, scores }: Scene, skill: number | null): string {
  const from = scores!.from!
  const begin =
    'time' in from
      ? moment(from.time, state.zone, stepMs(store))
      : `with observation ${from.observation.toLocaleString('en-US')}`
  const rolling = skill === null ? '' : `; so far over the last ${state.over} rows`
  return `scores begin ${begin}: learning until then${rolling}`
}

const nowOf = ({ store, state, head }: Scene) => moment(store.time(head), state.zone, stepMs(store))

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
