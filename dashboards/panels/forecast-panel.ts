import type { Layout } from '../../src/recording/wire.ts'
import type { Limit } from '../../src/series/limit.ts'
import { Chart } from '../charts/chart.ts'
import type { Band, ChartLine, Drawing } from '../charts/chart-spec.ts'
import { columns, type Reader } from '../charts/columns.ts'
import { drawLimits, limitWords } from '../charts/limit-lines.ts'
import { usualRange } from '../charts/usual-range.ts'
import { h, setText } from '../frame/dom.ts'
import { LongName } from '../frame/long-name.ts'
import { type Panel, type Scene, targetTime, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import type { View, ViewState } from '../frame/view.ts'
import { outside } from '../run/rolling.ts'
import { stepMs } from '../run/step-ms.ts'
import { numberTicks, percentTicks } from '../words/axis-labels.ts'
import { leadSpan } from '../words/lead-span.ts'
import { recentRows, recentWords } from '../words/recent.ts'
import { choice, legend, panelFrame } from './frame.ts'
import { drawHappened } from './happened.ts'
import { drawHolidays } from './holiday-marks.ts'

/**
 * Actual values, the forecast issued for each of them at the chosen lead, and the fan of all leads ahead with their
 * intervals. When looking back, dots show the actual values that followed.
 */
export class ForecastPanel implements Panel {
  readonly element: HTMLElement
  private readonly chart: Chart
  private readonly layout: Layout
  /** Levels from the widest interval to the narrowest, which is drawn last. */
  private readonly widestFirst: readonly number[]
  private readonly name = new LongName()
  private readonly ahead = h('span')
  /** The legend's entry for the dots. */
  private readonly came: HTMLElement
  /** The legend's entry for the limits of alerts. */
  private readonly limit = h('span')
  private readonly limited: HTMLElement
  /** The legend's entry for public holidays. */
  private readonly holiday = h(
    'li',
    { hidden: true },
    h('i', { class: 'swatch holiday', 'aria-hidden': 'true' }),
    'public holiday',
  )
  private readonly scales: ReturnType<typeof choice<ViewState['scale']>>
  private readonly spans: ReturnType<typeof choice<ViewState['span']>>
  /** Range without spikes; null if there are none. */
  private usual: [number, number] | null = null
  private scene: Scene | null = null

  constructor(layout: Layout, stage: Stage, view: View) {
    this.layout = layout
    this.widestFirst = layout.levels.map((_, i) => i).sort((a, b) => layout.levels[b]! - layout.levels[a]!)
    const percents = layout.levels.map((level) => `${Math.round(level * 100)} %`).join(' and ')
    this.scales = choice<ViewState['scale']>(
      'scale',
      [
        ['all', 'all values'],
        ['usual', 'without spikes'],
      ],
      (scale) => view.set({ scale }),
    )
    this.spans = choice<ViewState['span']>(
      'rows shown',
      [
        ['recent', ''],
        ['whole', 'whole run'],
      ],
      (span) => {
        view.live()
        view.set({ span })
      },
    )

    const { outcomes } = layout
    const key = legend([
      outcomes ? ['happened', 'happened'] : ['actual', 'actual'],
      ['issued', outcomes ? 'probability as issued' : 'forecast as issued'],
      ...(layout.levels.length > 0 ? [['interval', `${percents} interval`] as const] : []),
      ['fan', 'ahead'],
      ...(layout.levels.length > 0 ? [['outlier', 'outside its interval'] as const] : []),
      ['came', 'actual since then'],
    ])
    this.came = key.lastElementChild as HTMLElement
    this.limited = h('li', { hidden: true }, h('i', { class: 'swatch limit', 'aria-hidden': 'true' }), this.limit)
    key.append(this.limited, this.holiday)
    const { section, host } = panelFrame('forecast', 'Forecast', [this.spans.element, this.scales.element, key])
    section.querySelector('h2')!.replaceChildren('Forecast: ', this.name.element, this.ahead)
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Forecast',
        height: innerWidth < 600 ? 280 : 380,
        lines: this.lines(),
        bands: this.bands(),
        axis: outcomes ? percentTicks : numberTicks,
        range: () => (outcomes ? [0, 1] : this.scene?.state.scale === 'usual' ? this.usual : null),
        near: () => this.limits.map(({ value }) => value),
        under: (drawing) => drawHolidays(drawing, this.scene),
        over: (drawing) => {
          drawLimits(drawing, this.limits)
          if (outcomes && this.scene) drawHappened(drawing, this.scene)
          this.marks(drawing)
        },
      },
      stage,
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, head, from, to } = scene
    const { channel, lead } = scene.state
    this.name.show(store.run!.series[channel]!)
    setText(this.ahead, `, ${leadSpan(store, this.layout.leads[lead]!)} ahead`)
    const issued = (row: number, read: (origin: number) => number) => {
      const origin = store.originOf(row, lead)
      return origin < 0 ? Number.NaN : read(origin)
    }
    const readers: Reader[] = [
      ...this.widestFirst.flatMap((level): Reader[] => [
        { keep: 'low', read: (row) => issued(row, (origin) => store.lower(origin, channel, lead, level)) },
        { keep: 'high', read: (row) => issued(row, (origin) => store.upper(origin, channel, lead, level)) },
      ]),
      { keep: 'both', read: (row) => issued(row, (origin) => store.forecast(origin, channel, lead)) },
      { keep: 'both', read: (row) => (this.layout.outcomes ? Number.NaN : store.actual(row, channel)) },
    ]
    const { x, ys, crowded } = columns(from, to, this.chart.plotWidth, store, readers)
    this.usual = usualRange(ys.at(-1)!)
    const past = x.length
    const fan: (number | null)[][] = Array.from({ length: 2 * this.widestFirst.length + 2 }, () =>
      Array(past).fill(null),
    )
    if (to === head + 1) this.appendFan(scene, x, ys, fan)
    this.chart.show({ x, ys: [...ys, ...fan], crowded })
  }

  controls({ store, state, head, end }: Scene): void {
    this.came.hidden = head === end - 1
    this.limited.hidden = this.limits.length === 0
    this.holiday.hidden = store.holidays.length === 0
    setText(this.limit, `alert ${this.limits.map(limitWords).join(', ')}`)
    this.scales.element.hidden = this.usual === null
    this.scales.show(state.scale)
    this.spans.element.hidden = store.end - store.first <= recentRows(stepMs(store))
    this.spans.show(state.window ? null : state.span)
    const [recent, whole] = this.spans.buttons
    setText(recent!, `last ${recentWords(store)}`)
    setText(whole!, store.first > 0 ? 'all rows kept' : 'whole run')
  }

  point(scene: Scene, row: number | null): void {
    this.chart.point(row === null ? null : timeAt(scene, row))
  }

  destroy(): void {
    this.chart.destroy()
  }

  /** The limits of the channel, each once. */
  private get limits(): readonly Limit[] {
    if (!this.scene) return []
    const { store, state } = this.scene
    const own = store.run!.limits?.filter(({ channel = state.channel }) => channel === state.channel) ?? []
    return [...new Map(own.map((limit) => [limitWords(limit), limit])).values()]
  }

  /** The fan from the last actual value through the leads. Leads are joined even if they are not consecutive. */
  private appendFan(scene: Scene, x: number[], ys: (number | null)[][], fan: (number | null)[][]): void {
    const { store, head, end, state } = scene
    const { channel } = state
    const last = store.actual(head, channel)
    if (Number.isFinite(last) && !this.layout.outcomes)
      for (let i = 0; i < fan.length - 1; i++) fan[i]![x.length - 1] = last
    const plain = (value: number) => (Number.isFinite(value) ? value : null)
    this.layout.leads.forEach((steps, lead) => {
      x.push(targetTime(store, head, lead))
      for (const column of ys) column.push(null)
      this.widestFirst.forEach((level, i) => {
        fan[2 * i]!.push(plain(store.lower(head, channel, lead, level)))
        fan[2 * i + 1]!.push(plain(store.upper(head, channel, lead, level)))
      })
      fan.at(-2)!.push(plain(store.forecast(head, channel, lead)))
      fan.at(-1)!.push(head + steps < end ? plain(store.actual(head + steps, channel)) : null)
    })
  }

  private lines(): ChartLine[] {
    const ends = this.widestFirst.flatMap((): ChartLine[] => [{ label: 'lower' }, { label: 'upper' }])
    return [
      ...ends,
      { label: 'forecast', stroke: ({ forecast }) => forecast, width: 1.5, dash: [5, 3] },
      { label: 'actual', stroke: ({ ink }) => ink, width: 1.75 },
      ...ends,
      { label: 'ahead', stroke: ({ forecast }) => forecast, width: 2, points: true },
      { label: 'actual since then', stroke: ({ quiet }) => quiet, width: 0, points: true },
    ]
  }

  private bands(): Band[] {
    const past = this.widestFirst.length * 2
    return this.widestFirst.flatMap((_, i): Band[] => {
      const fill: Band['fill'] = i === this.widestFirst.length - 1 ? ({ narrow }) => narrow : ({ wide }) => wide
      return [
        { upper: 2 * i + 2, lower: 2 * i + 1, fill },
        { upper: past + 2 * i + 4, lower: past + 2 * i + 3, fill, few: true },
      ]
    })
  }

  /** Draws the line at "now" and rings around values outside their interval. */
  private marks({ context, palette, left, top, width, height, x, y, ratio }: Drawing): void {
    const { scene } = this
    if (!scene) return
    const { store, head, from, to, state } = scene
    context.save()
    context.beginPath()
    context.rect(left, top, width, height)
    context.clip()
    const now = Math.round(x(store.time(head)))
    context.strokeStyle = palette.quiet
    context.lineWidth = ratio
    context.setLineDash([2 * ratio, 3 * ratio])
    context.beginPath()
    context.moveTo(now, top)
    context.lineTo(now, top + height)
    context.stroke()
    context.setLineDash([])
    context.fillStyle = palette.quiet
    context.font = `${11 * ratio}px ${palette.font.replace(/^\S+ /, '')}`
    context.textAlign = 'right'
    if (now > left + 40 * ratio) context.fillText('now', now - 5 * ratio, top + 12 * ratio)
    // With more rows than pixels, rings would cover everything; dots do not.
    const crowded = to - from > width / ratio
    context.strokeStyle = palette.alarm
    context.fillStyle = palette.alarm
    context.lineWidth = 1.75 * ratio
    for (let row = from; row < to; row++) {
      if (!outside(store, row, state.channel, state.lead)) continue
      context.beginPath()
      const [left, middle] = [x(store.time(row)), y(store.actual(row, state.channel))]
      context.arc(left, middle, (crowded ? 1.5 : 4) * ratio, 0, 2 * Math.PI)
      if (crowded) context.fill()
      else context.stroke()
    }
    context.restore()
  }
}
