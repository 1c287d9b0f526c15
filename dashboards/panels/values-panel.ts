import { h } from '../frame/dom.ts'
import { holidayAt, holidaysIn } from '../frame/holidays.ts'
import { leadsInView, type Panel, type Scene, timeAt } from '../frame/scene.ts'
import { residual } from '../run/rolling.ts'
import { stepMs } from '../run/step-ms.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment } from '../words/moment.ts'
import { valueWords } from '../words/value-words.ts'

/**
 * The values of the chart as a table, for readers who cannot see a canvas: the last rows in view, then the leads ahead.
 */
export class ValuesPanel implements Panel {
  readonly always = true
  readonly element: HTMLDetailsElement
  private readonly host = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'values' })
  private shown = ''

  constructor() {
    this.element = h('details', { class: 'values panel' }, h('summary', {}, 'The values as a table'), this.host)
  }

  update(scene: Scene): void {
    if (!this.element.open) return
    const { store, state, zone, head, from, to } = scene
    const { channel, lead } = state
    const key = `${store.version}-${head}-${from}-${to}-${leadsInView(scene)}-${channel}-${lead}-${zone?.name}`
    if (key === this.shown) return
    this.shown = key
    const { leads, levels } = store.layout!
    const step = stepMs(store)
    const show = valueWords(store, store.grain.spread(channel, head))
    const holidays = holidaysIn(scene)
    const cells = (row: number, values: readonly number[]) =>
      h(
        'tr',
        {},
        h(
          'th',
          { scope: 'row' },
          [moment(timeAt(scene, row), zone, step), holidayAt(scene, row, holidays)].filter(Boolean).join(' · '),
        ),
        ...values.map((value) => h('td', {}, show(value))),
      )
    const bounds = (origin: number, at: number) =>
      levels.flatMap((_, level) =>
        origin < 0
          ? [Number.NaN, Number.NaN]
          : [store.lower(origin, channel, at, level), store.upper(origin, channel, at, level)],
      )
    const past: HTMLElement[] = []
    for (let row = Math.max(from, to - 50); row < to; row++) {
      const origin = store.originOf(row, lead)
      const issued = origin < 0 ? Number.NaN : store.forecast(origin, channel, lead)
      past.push(
        cells(row, [store.actual(row, channel), issued, residual(store, row, channel, lead), ...bounds(origin, lead)]),
      )
    }
    const coming = leadsInView(scene).map((at) =>
      cells(head + leads[at]!, [Number.NaN, store.forecast(head, channel, at), Number.NaN, ...bounds(head, at)]),
    )
    const heads = [
      'time',
      'actual',
      'forecast',
      'residual',
      ...levels.flatMap((level) => [`lower ${level}`, `upper ${level}`]),
    ]
    this.host.replaceChildren(
      h(
        'table',
        {},
        h(
          'caption',
          {},
          `The last rows in view, forecast ${leadSpan(store, leads[lead]!)} ahead of each, then the leads ahead that are in view`,
        ),
        h('thead', {}, h('tr', {}, ...heads.map((text) => h('th', { scope: 'col' }, text)))),
        h('tbody', {}, ...past, ...coming),
      ),
    )
  }
}
