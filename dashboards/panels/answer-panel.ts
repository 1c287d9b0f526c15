import { h, setText } from '../frame/dom.ts'
import { copyText, nextAsText, nextValues, save } from '../frame/export.ts'
import { type Panel, type Scene, targetTime } from '../frame/scene.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs, percent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment, shortMoment } from '../words/moment.ts'
import { happenedWords, valueWords } from '../words/value-words.ts'

/** Significant digits of the spread: more would promise what the interval takes back. */
const digits = 3

/** What comes next: the forecast at the chosen lead in large type, and the leads ahead as a table to copy or save. */
export class AnswerPanel implements Panel {
  readonly always = true
  readonly element: HTMLElement
  private readonly title = h('h2', { id: 'title-answer' })
  private readonly when = h('span', { class: 'when-next' })
  private readonly value = h('b')
  private readonly sure = h('p', { class: 'sure' })
  private readonly after = h('p', { class: 'about' })
  private readonly table = h('div', {
    class: 'leads-ahead scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': 'next forecasts',
  })
  private readonly copy = h('button', { type: 'button', title: 'copy the table, for a spreadsheet' }, 'Copy')
  private readonly pick: (lead: number) => void
  private scene: Scene | null = null
  private shown = ''

  constructor(pick: (lead: number) => void) {
    this.pick = pick
    this.copy.addEventListener('click', () => this.scene && void this.copyFrom(this.scene))
    const csv = h('button', { type: 'button', title: 'save the next forecasts' }, 'Save CSV')
    csv.addEventListener('click', () => this.scene && this.saveFrom(this.scene))
    this.element = h(
      'section',
      { class: 'answer', 'aria-labelledby': 'title-answer' },
      h(
        'div',
        { class: 'headline' },
        this.title,
        h('p', { class: 'next' }, this.when, this.value),
        this.sure,
        this.after,
      ),
      this.table,
      h('div', { class: 'actions' }, this.copy, csv),
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, state, zone, head } = scene
    const { channel, lead } = state
    const { leads, levels } = store.layout!
    const key = `${store.version}-${head}-${channel}-${lead}-${zone?.name}`
    if (key === this.shown) return
    this.shown = key
    const step = stepMs(store)
    const spread = Math.min(store.grain.spread(channel, head), largestAhead(scene))
    const show = valueWords(store, spread, digits)
    setText(this.title, `Next: ${store.run!.series[channel]}`)
    const value = store.forecast(head, channel, lead)
    setText(this.when, `${shortMoment(targetTime(store, head, lead), zone, step)}: `)
    setText(this.value, show(value))
    const level = Math.max(0, levels.indexOf(0.8))
    const [low, high] = [store.lower(head, channel, lead, level), store.upper(head, channel, lead, level)]
    const known = levels.length > 0 && Number.isFinite(low) && Number.isFinite(high)
    setText(this.sure, known ? `${percent(levels[level], 0)} sure it is ${show(low)} to ${show(high)}` : '')
    const last = store.actual(head, channel)
    const words = store.layout!.outcomes ? `it ${happenedWords(last)}` : show(last)
    setText(
      this.after,
      `${leadSpan(store, leads[lead]!)} after ${Number.isFinite(last) ? `${words} ${step >= 28 * dayMs ? 'in' : 'on'} ` : ''}${moment(store.time(head), zone, step)}`,
    )
    this.table.replaceChildren(this.rows(scene, show))
  }

  private rows({ store, state, zone, head }: Scene, show: (value: number) => string): HTMLElement {
    const { channel } = state
    const { leads, levels } = store.layout!
    const step = stepMs(store)
    const heads = ['', store.layout!.outcomes ? 'probability' : 'forecast', ...levels.map((level) => percent(level, 0))]
    const row = (_: number, lead: number) => {
      const when = (innerWidth < 600 ? shortMoment : moment)(targetTime(store, head, lead), zone, step)
      const chosen = lead === state.lead
      return h(
        'tr',
        { class: chosen ? 'chosen' : '', 'aria-selected': chosen ? 'true' : undefined },
        h('th', { scope: 'row' }, h('button', { type: 'button', onclick: () => this.pick(lead) }, when)),
        h('td', {}, h('b', {}, show(store.forecast(head, channel, lead)))),
        ...levels.map((_, level) => {
          const [low, high] = [store.lower(head, channel, lead, level), store.upper(head, channel, lead, level)]
          return h('td', {}, Number.isFinite(low) && Number.isFinite(high) ? `${show(low)} to ${show(high)}` : '–')
        }),
      )
    }
    return h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...heads.map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, ...leads.map(row)),
    )
  }

  private async copyFrom(scene: Scene): Promise<void> {
    const copied = await copyText(nextAsText(nextValues(scene), '\t'))
    setText(this.copy, copied ? 'Copied' : 'Not allowed')
    setTimeout(() => setText(this.copy, 'Copy'), 2000)
  }

  private saveFrom(scene: Scene): void {
    const text = nextAsText(nextValues(scene), ',')
    save(new Blob([text], { type: 'text/csv' }), `${scene.store.run!.title}-next.csv`)
  }
}

/** The largest number of the table: after a change of the unit the series may have been far larger. */
function largestAhead({ store, state: { channel }, head }: Scene): number {
  const { leads, levels } = store.layout!
  const numbers = leads.flatMap((_, lead) => [
    store.forecast(head, channel, lead),
    ...levels.flatMap((_, level) => [store.lower(head, channel, lead, level), store.upper(head, channel, lead, level)]),
  ])
  return numbers.reduce((most, number) => (Number.isFinite(number) ? Math.max(most, Math.abs(number)) : most), 0)
}
