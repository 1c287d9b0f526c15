import type { ScoreTable } from '../../src/scores/score-table.ts'
import { h } from '../frame/dom.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import type { ViewState } from '../frame/view.ts'
import type { RunStore } from '../run/run-store.ts'
import { unitWords } from '../run/unit.ts'
import { number, percent, signedPercent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { agoWords, masePhrase } from '../words/season-words.ts'
import { panelFrame } from './frame.ts'
import { outcomeSkill } from './outcome-facts.ts'

/** A column of the table, and what it is. */
type Head = readonly [name: string, about?: string]

/** A table of all leads, which shows how the error grows with the lead. Clicking a row picks its lead. */
export class LeadPanel implements Panel {
  readonly always = true
  readonly element: HTMLElement
  private readonly host: HTMLElement
  private readonly pick: (lead: number) => void
  private shown = ''

  constructor(pick: (lead: number) => void) {
    this.pick = pick
    const { section, host } = panelFrame('leads', 'By lead')
    host.className = 'scroll'
    host.tabIndex = 0
    host.setAttribute('role', 'region')
    host.setAttribute('aria-label', 'scores by lead')
    this.host = host
    this.element = section
  }

  shows({ scores }: Scene): boolean {
    return scores?.count.some((count) => count !== null && count > 0) ?? false
  }

  update({ store, state, scores }: Scene): void {
    const { leads } = store.layout!
    const key = JSON.stringify([scores, state.channel, state.lead, leads])
    if (!scores || key === this.shown) return
    this.shown = key
    if (scores.outcomes) this.outcomes(store, state, scores)
    else this.errors(store, state, scores)
  }

  private errors(store: RunStore, state: Readonly<ViewState>, scores: ScoreTable): void {
    const { leads, levels } = store.layout!
    const seasonal = scores.skillSeasonal.some((skill) => skill !== null)
    const shown = leads.map((_, lead) => scores.skillPersistence[state.channel * leads.length + lead] ?? 0)
    const worst = worstOf(shown)
    const { season } = scores
    const ago = agoWords(store)
    const heads: readonly Head[] = [
      ['ahead'],
      ['skill', 'less error than repeating the last value'],
      ...(seasonal ? [[`vs. ${ago}`, `less error than repeating the value ${ago}`] as const] : []),
      ['MAE', `mean absolute error, ${unitWords(scores)}`],
      ['RMSE', 'root of the mean squared error, in the same units'],
      ['MASE', masePhrase(store, season)],
      ...levels.map(
        (level) => [percent(level, 0), `share of values inside the ${percent(level, 0)} interval`] as const,
      ),
    ]
    this.table(store, state, heads, (at) => [
      skillCell(scores.skillPersistence[at] ?? null, worst),
      ...(seasonal ? [signedPercent(scores.skillSeasonal[at])] : []),
      number(scores.mae[at]),
      number(scores.rmse[at]),
      number(scores.mase[at]),
      ...levels.map((_, level) => percent(scores.coverage[level]?.[at])),
    ])
  }

  private outcomes(store: RunStore, state: Readonly<ViewState>, scores: ScoreTable): void {
    const { leads } = store.layout!
    const worst = worstOf(leads.map((_, lead) => outcomeSkill(scores, state.channel * leads.length + lead) || 0))
    const heads: readonly Head[] = [
      ['ahead'],
      ['skill', 'less Brier score than the base rate known at each origin'],
      ['happened', 'share of the forecasts after which it happened'],
      ['Brier', 'mean squared error of the probability'],
      ['log loss', 'mean of minus the logarithm of the probability of what happened'],
      ['AUC', 'how well the probability tells the two cases apart: 0.5 not at all, 1 always'],
    ]
    this.table(store, state, heads, (at) => [
      skillCell(outcomeSkill(scores, at), worst),
      percent(scores.size[at]),
      number(scores.mae[at]),
      number(scores.outcomes!.logLoss[at]),
      number(scores.outcomes!.auc[at]),
    ])
  }

  /** @param cells of a row after its lead, by its place among channels and leads */
  private table(
    store: RunStore,
    { channel, lead: chosen }: Readonly<ViewState>,
    heads: readonly Head[],
    cells: (at: number) => readonly (HTMLElement | string)[],
  ): void {
    const { leads } = store.layout!
    this.host.replaceChildren(
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ...heads.map(([text, title]) => h('th', { scope: 'col', title }, text)))),
        h(
          'tbody',
          {},
          ...leads.map((steps, lead) =>
            h(
              'tr',
              { 'aria-selected': lead === chosen ? 'true' : undefined, class: lead === chosen ? 'chosen' : '' },
              h(
                'th',
                { scope: 'row' },
                h('button', { type: 'button', onclick: () => this.pick(lead) }, leadSpan(store, steps)),
              ),
              ...cells(channel * leads.length + lead).map((cell) =>
                typeof cell === 'string' ? h('td', {}, cell) : cell,
              ),
            ),
          ),
        ),
      ),
    )
  }
}

/** The lowest skill, −1 … 0, at which the bars of a table begin. */
const worstOf = (skills: readonly number[]) => Math.max(-1, Math.min(0, ...skills))

const skillCell = (skill: number | null, worst: number) =>
  h('td', { class: 'with-bar' }, skillBar(skill, worst), h('span', {}, signedPercent(skill)))

/**
 * A skill as a bar from a zero line: up to 1 to the right, down to `worst` (−1 … 0), the lowest of all, to the left.
 */
function skillBar(skill: number | null, worst: number): HTMLElement {
  const share = (value: number) => (100 * (value - worst)) / (1 - worst)
  const end = Math.max(worst, Math.min(1, skill ?? 0))
  const bar = h('i', { class: end < 0 ? 'worse' : 'better' })
  bar.style.left = `${share(Math.min(0, end))}%`
  bar.style.width = `${Math.abs(share(end) - share(0))}%`
  const zero = h('b')
  zero.style.left = `${share(0)}%`
  return h('div', { class: 'skill-bar', 'aria-hidden': 'true' }, bar, zero)
}
