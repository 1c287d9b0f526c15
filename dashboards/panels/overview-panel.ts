import { columns } from '../charts/columns.ts'
import { spark } from '../charts/spark.ts'
import { h, setText } from '../frame/dom.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import type { View } from '../frame/view.ts'
import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { moment } from '../words/moment.ts'

const tall = 44

/** All rows as one line with the window marked on it, and a slider for "now" to scrub and replay. */
export class OverviewPanel implements Panel {
  readonly element: HTMLElement
  private readonly view: View
  private readonly canvas = h('canvas', { class: 'overview', 'aria-hidden': 'true' })
  private readonly slider = h('input', {
    type: 'range',
    'aria-label': 'now: the row forecasts start from',
    min: 0,
    max: 0,
    step: 1,
  })
  private readonly play = h('button', { type: 'button', class: 'play' })
  private readonly speed = h(
    'select',
    { 'aria-label': 'speed of replay' },
    ...[5, 20, 60, 200, 1000].map((rows) => h('option', { value: rows }, `${rows} rows/s`)),
  )
  private readonly when = h('span', { class: 'when' })
  private readonly kept = h('p', { class: 'about' })
  private readonly observer: ResizeObserver
  private scene: Scene | null = null

  constructor(view: View) {
    this.view = view
    this.speed.value = '20'
    this.slider.addEventListener('input', () => this.scrub(Number(this.slider.value)))
    this.play.addEventListener('click', () => this.toggle())
    this.speed.addEventListener('change', () => {
      if (view.state.speed > 0) view.set({ speed: Number(this.speed.value) })
    })
    this.canvas.addEventListener('pointerdown', (event) => {
      this.canvas.setPointerCapture(event.pointerId)
      this.drag(event)
    })
    this.canvas.addEventListener('pointermove', (event) => {
      if (this.canvas.hasPointerCapture(event.pointerId)) this.drag(event)
    })
    this.element = h(
      'section',
      { class: 'panel panel-overview', 'aria-label': 'whole run and replay' },
      this.canvas,
      h('div', { class: 'transport' }, this.play, this.slider, this.speed, this.when),
      this.kept,
    )
    this.observer = new ResizeObserver(() => this.scene && this.update(this.scene))
    this.observer.observe(this.canvas)
  }

  /** Starts the replay from "now", or from the first row if "now" is the last; stops it if it is running. */
  toggle(): void {
    const { view, scene } = this
    if (view.state.speed > 0 || !scene) {
      view.set({ speed: 0 })
      return
    }
    const { store, head } = scene
    const leads = store.layout!.leads
    const from = head >= store.end - 1 ? Math.min(store.end - 1, store.first + leads.at(-1)! + 1) : head
    view.set({ head: from, speed: Number(this.speed.value), window: null, follow: true, cursor: null })
  }

  update(scene: Scene): void {
    this.controls(scene)
    this.paint(scene)
  }

  controls(scene: Scene): void {
    this.scene = scene
    const { store, state, zone, head } = scene
    this.slider.min = String(store.first)
    this.slider.max = String(Math.max(store.first, store.end - 1))
    this.slider.value = String(head)
    const time = moment(store.time(head), zone, stepMs(store))
    this.slider.setAttribute('aria-valuetext', time)
    setText(this.when, time)
    const kept = whatIsKept(store)
    setText(this.kept, kept)
    this.kept.hidden = kept === ''
    setText(this.play, state.speed > 0 ? 'Pause' : 'Replay')
  }

  destroy(): void {
    this.observer.disconnect()
  }

  private scrub(row: number): void {
    const last = this.scene ? this.scene.store.end - 1 : row
    this.view.set({ head: row >= last ? null : row, speed: 0, window: null, follow: true, cursor: null })
  }

  private drag(event: PointerEvent): void {
    const { scene, view } = this
    if (!scene) return
    const { left, width } = this.canvas.getBoundingClientRect()
    const { store, window } = scene
    const begin = store.time(store.first)
    const at = begin + ((event.clientX - left) / width) * (store.time(store.end - 1) - begin)
    const half = (window[1] - window[0]) / 2
    view.pause([at - half, at + half])
  }

  private paint({ store, state, palette, window, head }: Scene): void {
    const ratio = devicePixelRatio || 1
    const width = Math.max(1, this.canvas.clientWidth)
    this.canvas.width = width * ratio
    this.canvas.height = tall * ratio
    const context = this.canvas.getContext('2d')!
    context.scale(ratio, ratio)
    const begin = store.time(store.first)
    const length = store.time(store.end - 1) - begin || 1
    const toX = (time: number) => ((time - begin) / length) * width
    const [from, to] = [toX(window[0]), Math.max(toX(window[1]), toX(window[0]) + 3)]
    context.fillStyle = palette.wide
    context.fillRect(from, 0, to - from, tall)
    context.strokeStyle = palette.quiet
    context.lineWidth = 1
    const drawn = columns(store.first, store.end, width, store, [
      { keep: 'both', read: (row) => store.actual(row, state.channel) },
    ])
    spark(context, drawn, [begin, begin + length], { width, height: tall, margin: 4 })
    context.fillStyle = palette.forecast
    context.fillRect(Math.min(width - 2, toX(store.time(head))), 0, 2, tall)
  }
}

/** Says which part of the run is not kept here, if any; scores are over the whole run. */
function whatIsKept({ first, end, insideFirst, layout }: RunStore): string {
  const count = (rows: number) => rows.toLocaleString('en-US')
  const rows = first > 0 ? [`the last ${count(end - first)} of ${count(end)} observations`] : []
  const begin = Math.max(first, insideFirst)
  const inside =
    begin > first && layout!.experts.length > 0 ? [`weights and gates only of the last ${count(end - begin)} rows`] : []
  const kept = [...rows, ...inside].join(', ')
  return kept && `kept here: ${kept}`
}
