import type { ScoreTable } from '../../src/scores/score-table.ts'
import { h, setText } from '../frame/dom.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import { RunningErrors, type Score } from '../run/rolling.ts'
import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { unitOf, unitWords } from '../run/unit.ts'
import { number, percent, signedPercent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment } from '../words/moment.ts'
import { agoWords, masePhrase } from '../words/season-words.ts'
import { outcomeClaim, outcomeFacts, outcomeSkill } from './outcome-facts.ts'

/** With fewer forecasts than this there is no skill to show, and a smaller skill than this counts as none. */
const minForecasts = 30
const minSkill = 0.01

type Fact = readonly [name: string, value: string, about: string]

/** The skill against persistence in large type, with the other scores beside it. */
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

  update(scene: Scene): void {
    const { store, state, scores } = scene
    const { layout } = store
    if (!layout) return
    const { leads } = layout
    const at = state.channel * leads.length + state.lead
    const count = scores?.count[at] ?? 0
    if (layout.outcomes) this.outcome(scene, at, count)
    else this.errorOf(scene, at, count)
  }

  private errorOf(scene: Scene, at: number, count: number): void {
    const { store, state, scores } = scene
    const learning = scores !== null && scores.from !== null && count === 0
    const rolling = learning ? this.rolling(scene) : null
    const skill = (rolling ? rolling.skill : scores?.skillPersistence[at]) ?? Number.NaN
    setText(this.skill, signedPercent(skill))
    this.skill.dataset.sign = verdict(skill, rolling?.count ?? count)
    setText(this.claim, rolling ? learningClaim(scene, skill) : claim(scene, skill, count))
    this.list(rolling ? rollingFacts(scene, rolling) : scores ? factsOf(store, scores, at, state.channel) : [])
  }

  private outcome(scene: Scene, at: number, count: number): void {
    const { scores } = scene
    const skill = outcomeSkill(scores, at)
    setText(this.skill, signedPercent(skill))
    this.skill.dataset.sign = verdict(skill, count)
    setText(this.claim, outcomeClaim(skill, count, spanOf(scene), minForecasts, minSkill))
    this.list(scores ? outcomeFacts(scores, at) : [])
  }

  private list(facts: readonly Fact[]): void {
    const key = JSON.stringify(facts)
    if (key === this.shown) return
    this.shown = key
    this.facts.replaceChildren(
      ...facts.map(([name, value, about]) =>
        h('div', { title: about }, h('dt', {}, name), h('dd', {}, value), h('dd', { class: 'about' }, about)),
      ),
    )
  }

  private rolling({ store, state: { channel, lead, over }, head }: Scene): Score {
    this.errors ??= new RunningErrors(store)
    return this.errors.of(channel, lead).at(head, over)
  }
}

/** Class of the skill's colour: none if it rests on few forecasts or is close to zero. */
function verdict(skill: number, count: number): 'none' | 'better' | 'worse' {
  if (!Number.isFinite(skill) || count < minForecasts || Math.abs(skill) < minSkill) return 'none'
  return skill > 0 ? 'better' : 'worse'
}

const aheadOf = ({ state, store }: Scene) => `${leadSpan(store, store.layout!.leads[state.lead]!)} ahead`

/** How far ahead, and up to which row if it is one of the past. */
function spanOf(scene: Scene): string {
  const { head, state, store } = scene
  if (state.head === null) return aheadOf(scene)
  // The run sends only its latest scores; earlier ones are computed from the rows that the page still has.
  const rest = store.first > 0 && head < store.end - 1
  const over = rest ? `, over the last ${(head - store.first + 1).toLocaleString('en-US')} rows` : ''
  return `${aheadOf(scene)}, up to ${nowOf(scene)}${over}`
}

function claim(scene: Scene, skill: number, count: number): string {
  if (count === 0) return `no forecast ${aheadOf(scene)} has come due yet`
  const span = spanOf(scene)
  if (!Number.isFinite(skill)) return `no skill to state, ${span}: repeating the last value makes no error here`
  const early = count < minForecasts ? `; only ${count} forecast${count === 1 ? '' : 's'} so far` : ''
  const persistence = `error ${Math.abs(skill) < minSkill ? 'as' : 'than'} repeating the last value, ${span}`
  if (Math.abs(skill) < minSkill) return `about as much ${persistence}${early}`
  if (skill > 0) return `less ${persistence}${early}`
  return `more ${persistence}${early || ': do not trust this lead'}`
}

/** The claim while no scores count yet, from the rolling score. */
function learningClaim({ store, state, zone, scores }: Scene, skill: number): string {
  const from = scores!.from!
  const begin =
    'time' in from
      ? moment(from.time, zone, stepMs(store))
      : `with observation ${from.observation.toLocaleString('en-US')}`
  const rolling = Number.isFinite(skill) ? `; so far over the last ${state.over} rows` : ''
  return `scores begin ${begin}: learning until then${rolling}`
}

const nowOf = ({ store, zone, head }: Scene) => moment(store.time(head), zone, stepMs(store))

function rollingFacts({ store, state, scores }: Scene, { count, mae, coverage }: Score): Fact[] {
  return [
    ['MAE', number(mae / unitOf(scores, state.channel)), `mean absolute error, ${unitWords(scores)}`],
    ...coverageFacts(store.layout!.levels, coverage),
    ['so far', count.toLocaleString('en-US'), 'forecasts of these rows; they will not count'],
  ]
}

function factsOf(store: RunStore, scores: ScoreTable, at: number, channel: number): Fact[] {
  const { levels } = store.layout!
  const { season } = scores
  const ago = agoWords(store)
  const seasonal = scores.skillSeasonal[at] ?? null
  const unknown = Number.isNaN(unitOf(scores, channel)) ? '; not known yet' : ''
  return [
    ...(seasonal === null
      ? []
      : [[`vs. ${ago}`, signedPercent(seasonal), `less error than repeating the value ${ago}`] as Fact]),
    ['MAE', number(scores.mae[at]), `mean absolute error, ${unitWords(scores)}${unknown}`],
    ['RMSE', number(scores.rmse[at]), 'root of the mean squared error, in the same units'],
    ['MASE', number(scores.mase[at]), masePhrase(store, season)],
    ...coverageFacts(
      levels,
      scores.coverage.map((shares) => shares[at]),
    ),
    ['scored', (scores.count[at] ?? 0).toLocaleString('en-US'), 'forecasts whose target has arrived'],
  ]
}

const coverageFacts = (levels: readonly number[], coverage: readonly (number | null | undefined)[]): Fact[] =>
  levels.map((level, i) => [
    `coverage of ${percent(level, 0).replace(' ', '\u00a0')}`,
    percent(coverage[i]),
    `share of values inside the ${percent(level, 0).replace(' ', '\u00a0')} interval`,
  ])
