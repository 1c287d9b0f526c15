import type { Mark } from '../../src/recording/wire.ts'
import { Chart } from '../charts/chart.ts'
import type { Drawing } from '../charts/chart-spec.ts'
import { h, setText } from '../frame/dom.ts'
import type { Palette } from '../frame/palette.ts'
import { type Panel, type Scene, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import { outside, residual } from '../run/rolling.ts'
import { stepMs } from '../run/step-ms.ts'
import { percent } from '../words/format.ts'
import { moment } from '../words/moment.ts'
import { legend, panelFrame } from './frame.ts'

type Kind = Mark['kind'] | 'outlier' | 'missing'

/** Lane from the top, colour and shape of each kind. Shapes differ, so that colours need not be distinguished. */
const looks: Record<
  Kind,
  {
    lane: number
    colour: (palette: Palette) => string
    shape: 'tick' | 'dot' | 'flag' | 'block' | 'up' | 'diamond' | 'ring'
  }
> = {
  outlier: { lane: 0, colour: ({ alarm }) => alarm, shape: 'tick' },
  missing: { lane: 1, colour: ({ quiet }) => quiet, shape: 'block' },
  restart: { lane: 1, colour: ({ alarm }) => alarm, shape: 'flag' },
  drift: { lane: 1, colour: ({ baseline }) => baseline, shape: 'flag' },
  reject: { lane: 1, colour: ({ baseline }) => baseline, shape: 'dot' },
  note: { lane: 1, colour: ({ ink }) => ink, shape: 'dot' },
  anomaly: { lane: 1, colour: ({ alarm }) => alarm, shape: 'diamond' },
  alert: { lane: 1, colour: ({ alarm }) => alarm, shape: 'up' },
  stale: { lane: 1, colour: ({ alarm }) => alarm, shape: 'ring' },
  recovered: { lane: 1, colour: ({ good }) => good, shape: 'dot' },
}

export const markNames: Record<Kind, string> = {
  outlier: 'outside its interval',
  missing: 'missing',
  restart: 'restart after a gap',
  drift: 'drift',
  reject: 'rejected row',
  note: 'note',
  anomaly: 'anomaly',
  alert: 'alert',
  stale: 'stale',
  recovered: 'recovered',
}

/** The marks of the chosen series, and those of all series. */
export const marksOf = ({ store, state }: Scene): readonly Mark[] =>
  store.marks.filter(({ channel }) => channel === undefined || channel === state.channel)

/** Everything marked in the run, for the chosen series and lead. */
function kindsIn(scene: Scene): Kind[] {
  const { store, state } = scene
  const { channel, lead } = state
  const found = new Set<Kind>(marksOf(scene).map(({ kind }) => kind))
  for (let row = store.first; row < scene.end; row++) {
    if (!found.has('missing') && Number.isNaN(store.actual(row, channel))) found.add('missing')
    if (!found.has('outlier') && outside(store, row, channel, lead)) found.add('outlier')
    if (found.has('missing') && found.has('outlier')) break
  }
  return (Object.keys(markNames) as Kind[]).filter((kind) => found.has(kind))
}

/** How many values in view are outside their widest interval, and how many would be expected. */
function outsiders({ store, state: { channel, lead }, from, to, window }: Scene): string[] {
  const { levels } = store.layout!
  let [scored, out] = [0, 0]
  for (let row = from; row < to; row++) {
    const time = store.time(row)
    if (time < window[0] || time > window[1] || Number.isNaN(residual(store, row, channel, lead))) continue
    scored++
    if (outside(store, row, channel, lead)) out++
  }
  if (levels.length === 0 || scored === 0) return []
  const widest = Math.max(...levels)
  const share = (out: number) => percent(out, out < 0.1 ? 1 : 0)
  return [
    `${out.toLocaleString('en-US')} of ${scored.toLocaleString('en-US')} values in view (${share(out / scored)}) outside the ${percent(widest, 0)} interval; ${percent(1 - widest, 0)} expected`,
  ]
}

/** Events over time: values outside their interval, gaps, restarts, drift and rejected rows. */
export class RibbonPanel implements Panel {
  readonly element: HTMLElement
  private readonly chart: Chart
  private readonly about = h('p', { class: 'about' })
  private readonly key = h('div', { class: 'key' })
  private listed = ''
  private scene: Scene | null = null

  constructor(stage: Stage) {
    const { section, host } = panelFrame('ribbon', 'Events', [this.key])
    section.append(this.about)
    this.element = section
    this.chart = new Chart(
      host,
      {
        label: 'Events',
        height: 44,
        lines: [{ label: 'events' }],
        range: () => [0, 1],
        xAxis: false,
        yAxis: false,
        over: (drawing) => this.paint(drawing),
      },
      stage,
    )
  }

  update(scene: Scene): void {
    this.scene = scene
    this.list(kindsIn(scene))
    const { store, from, to } = scene
    this.chart.show({ x: to > from ? [store.time(from), store.time(to - 1)] : [], ys: [[null, null]] })
  }

  shows(scene: Scene): boolean {
    return this.listed !== '' || kindsIn(scene).length > 0
  }

  point(scene: Scene, row: number | null): void {
    const { store, state, zone, window } = scene
    this.chart.point(row === null ? null : timeAt(scene, row))
    const step = stepMs(store)
    if (row === null || row > scene.head) {
      const marks = marksOf(scene).filter(({ time }) => time >= window[0] && time <= window[1]).length
      const read = marks > 0 ? [`${marks} mark${marks === 1 ? '' : 's'} in view; point at one to read it`] : []
      setText(this.about, [...read, ...outsiders(scene)].join(' · '))
      return
    }
    const time = store.time(row)
    const here = marksOf(scene)
      .filter((mark) => Math.abs(mark.time - time) <= step / 2)
      .map(({ kind, text }) => `${kind}: ${text}`)
    if (Number.isNaN(store.actual(row, state.channel))) here.unshift('missing value')
    if (outside(store, row, state.channel, state.lead)) here.unshift('outside its interval')
    setText(this.about, here.length > 0 ? `${moment(time, zone, step)} ${here.slice(0, 3).join(' · ')}` : '')
  }

  /** The legend has only the kinds that occur in the run. */
  private list(kinds: readonly Kind[]): void {
    const key = kinds.join()
    if (key === this.listed) return
    this.listed = key
    this.key.replaceChildren(legend(kinds.map((kind) => [`mark-${kind}`, markNames[kind]])))
  }

  destroy(): void {
    this.chart.destroy()
  }

  private paint({ context, palette, left, top, width, height, x, ratio }: Drawing): void {
    const { scene } = this
    if (!scene) return
    const { store, state, from, to, window } = scene
    context.save()
    context.beginPath()
    context.rect(left, top, width, height)
    context.clip()
    context.fillStyle = palette.rule
    context.fillRect(left, Math.round(top + height / 2), width, ratio)
    const draw = (kind: Kind, time: number) => {
      const { lane, colour, shape } = looks[kind]
      const at = x(time)
      const middle = top + (lane + 0.5) * (height / 2)
      context.fillStyle = colour(palette)
      const size = 4 * ratio
      if (shape === 'tick') context.fillRect(at - ratio, middle - size, 2 * ratio, 2 * size)
      else if (shape === 'block') context.fillRect(at - 1.5 * ratio, middle - size / 2, 3 * ratio, size)
      else {
        context.beginPath()
        if (shape === 'dot') context.arc(at, middle, size * 0.8, 0, 2 * Math.PI)
        else if (shape === 'ring') {
          context.arc(at, middle, size, 0, 2 * Math.PI)
          context.arc(at, middle, size / 2, 0, 2 * Math.PI, true)
        } else if (shape === 'diamond' || shape === 'up') {
          context.moveTo(at, middle - size)
          context.lineTo(at + size, shape === 'up' ? middle + size : middle)
          context.lineTo(shape === 'up' ? at - size : at, middle + size)
          if (shape === 'diamond') context.lineTo(at - size, middle)
        } else {
          context.moveTo(at, middle - size)
          context.lineTo(at + 1.6 * size, middle)
          context.lineTo(at, middle + size)
        }
        context.fill()
      }
    }
    for (let row = from; row < to; row++) {
      if (Number.isNaN(store.actual(row, state.channel))) draw('missing', store.time(row))
      if (outside(store, row, state.channel, state.lead)) draw('outlier', store.time(row))
    }
    for (const { kind, time } of marksOf(scene)) if (time >= window[0] && time <= window[1]) draw(kind, time)
    context.restore()
  }
}
