import { h } from '../frame/dom.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import { unitWords } from '../run/unit.ts'
import { number, percent, signedPercent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { agoWords, masePhrase } from '../words/season-words.ts'
import { panelFrame } from './frame.ts'

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
    const { leads, levels } = store.layout!
    const key = JSON.stringify([scores, state.channel, state.lead, leads])
    if (!scores || key === this.shown) return
    this.shown = key
    const seasonal = scores.skillSeasonal.some((skill) => skill !== null)
    const shown = leads.map((_, lead) => scores.skillPersistence[state.channel * leads.length + lead] ?? 0)
    const worst = Math.max(-1, Math.min(0, ...shown))
    const { season } = scores
    const ago = agoWords(store)
    const heads: readonly (readonly [name: string, about?: string])[] = [
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
    this.host.replaceChildren(
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ...heads.map(([text, title]) => h('th', { scope: 'col', title }, text)))),
        h(
          'tbody',
          {},
          ...leads.map((steps, lead) => {
            const at = state.channel * leads.length + lead
            const skill = scores.skillPersistence[at] ?? null
            return h(
              'tr',
              { 'aria-selected': lead === state.lead ? 'true' : undefined, class: lead === state.lead ? 'chosen' : '' },
              h(
                'th',
                { scope: 'row' },
                h('button', { type: 'button', onclick: () => this.pick(lead) }, leadSpan(store, steps)),
              ),
              h('td', { class: 'with-bar' }, skillBar(skill, worst), h('span', {}, signedPercent(skill))),
              ...(seasonal ? [h('td', {}, signedPercent(scores.skillSeasonal[at]))] : []),
              h('td', {}, number(scores.mae[at])),
              h('td', {}, number(scores.rmse[at])),
              h('td', {}, number(scores.mase[at])),
              ...levels.map((_, level) => h('td', {}, percent(scores.coverage[level]?.[at]))),
            )
          }),
        ),
      ),
    )
  }
}

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
