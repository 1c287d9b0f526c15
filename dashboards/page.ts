import { Address } from './address.ts'
import type { Stage } from './chart.ts'
import type { Link } from './connection.ts'
import { h } from './dom.ts'
import { chartsAsPicture, save, valuesAsCsv } from './export.ts'
import { Header } from './header.ts'
import { helpDialog } from './help.ts'
import { listenToKeys } from './keyboard.ts'
import { CellPanel } from './panels/cell-panel.ts'
import { ForecastPanel } from './panels/forecast-panel.ts'
import { LeadPanel } from './panels/lead-panel.ts'
import { OverviewPanel } from './panels/overview-panel.ts'
import { ResidualPanel } from './panels/residual-panel.ts'
import { RibbonPanel } from './panels/ribbon-panel.ts'
import { RollingPanel } from './panels/rolling-panel.ts'
import { ScorePanel } from './panels/score-panel.ts'
import { SeriesPanel } from './panels/series-panel.ts'
import { ValuesPanel } from './panels/values-panel.ts'
import { WeightsPanel } from './panels/weights-panel.ts'
import { Readout } from './readout.ts'
import type { RunStore } from './run-store.ts'
import { type Panel, type Scene, windowOf } from './scene.ts'
import { standing } from './standing.ts'
import { Theme } from './theme.ts'
import { View } from './view.ts'

/** The page: draws a store, once an animation frame at most, and only what is on screen. */
export class Page {
  readonly view = new View()
  private readonly store: RunStore
  private readonly link: () => Link | null
  private readonly theme: Theme
  private readonly address: Address
  private readonly header: Header
  private readonly readout = new Readout()
  private readonly main = h('main', {})
  private readonly empty = h('section', { class: 'empty' })
  private readonly notes = h(
    'details',
    { class: 'panel notes', hidden: true },
    h('summary', {}, 'What was chosen, and why'),
  )
  private readonly visible = new Set<Element>()
  private readonly watcher: IntersectionObserver
  private panels: Panel[] = []
  private overview: OverviewPanel | null = null
  private builtFor: unknown = null
  private scene: Scene | null = null
  private asked = false
  private aloud = false
  private played = 0

  constructor(root: HTMLElement, store: RunStore, link: () => Link | null) {
    this.store = store
    this.link = link
    this.theme = new Theme(this.view, () => this.ask())
    this.address = new Address(store, this.view)
    const help = helpDialog()
    this.header = new Header(this.view, {
      savePicture: () => this.savePicture(),
      saveValues: () => this.saveValues(),
      help: () => help.showModal(),
    })
    this.header.onSeries((name) => {
      const channel = store.run?.series.indexOf(name) ?? -1
      if (channel >= 0) this.view.set({ channel })
    })
    this.main.append(this.empty)
    root.append(this.header.element, this.main, help)
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) this.visible.add(target)
          else this.visible.delete(target)
        }
        this.ask()
      },
      { rootMargin: '200px' },
    )
    this.view.on((changed) => {
      if (changed.size === 1 && (changed.has('cursor') || changed.has('locked'))) this.pointAll()
      else this.ask()
    })
    document.addEventListener('visibilitychange', () => this.ask())
    listenToKeys(this.view, store, {
      scene: () => this.scene,
      toggleReplay: () => this.overview?.toggle(),
      help: () => help.showModal(),
      say: () => {
        this.aloud = true
        this.pointAll()
      },
    })
    this.ask()
  }

  /** Puts something to do in the place of waiting. */
  invite(element: HTMLElement): void {
    this.main.prepend(element)
    this.empty.remove()
  }

  /** Where further pickers go. */
  get controls(): HTMLElement {
    return this.header.controls
  }

  /** Something changed: draw at the next animation frame, once. Hidden pages draw nothing. */
  ask(): void {
    if (this.asked || document.hidden) return
    this.asked = true
    requestAnimationFrame((now) => {
      this.asked = false
      this.draw(now)
    })
  }

  private draw(now: number): void {
    const { store, view } = this
    this.address.apply()
    this.header.update(store, standing(this.link(), store.status, view.state, store.skipped))
    const rows = store.end - store.first
    const drawable = store.layout !== null && rows > 0
    this.empty.hidden = drawable
    if (!drawable) this.explain()
    if (!drawable) return
    if (this.builtFor !== store.layout) this.build()
    this.playOn(now)
    this.scene = this.compose()
    for (const panel of this.panels) {
      if (panel.always || this.visible.has(panel.element)) panel.update(this.scene)
    }
    this.pointAll()
    this.showNotes()
  }

  /** With nothing to draw, the page says what to expect, or what to do. */
  private explain(): void {
    const { name, sentence } = standing(this.link(), this.store.status, this.view.state, 0)
    if (this.empty.dataset.state === name) return
    this.empty.dataset.state = name
    this.empty.replaceChildren(
      h('p', {}, sentence),
      ...(name === 'empty'
        ? [
            h('p', { class: 'about' }, 'Does the run read standard input? Send it rows: '),
            h('p', {}, h('code', {}, 'tail -f data.csv | rxcast run pipeline.yaml --dashboard')),
          ]
        : []),
    )
  }

  private compose(): Scene {
    const { store, view } = this
    const { state } = view
    const last = store.end - 1
    const head = Math.max(store.first, Math.min(state.head ?? last, last))
    const window = windowOf(store, state, head)
    const from = Math.max(store.first, store.rowAt(window[0]) - 1)
    const to = Math.min(head + 1, store.rowAt(window[1]) + 1)
    return { store, view, state, palette: this.theme.palette, head, window, from: Math.min(from, to), to }
  }

  /** Moves now on while a finished run is played. */
  private playOn(now: number): void {
    const { view, store } = this
    const { speed, head } = view.state
    if (speed === 0 || head === null) {
      this.played = 0
      return
    }
    const since = this.played === 0 ? 0 : Math.min(250, now - this.played)
    const steps = Math.floor((since * speed) / 1000)
    if (this.played === 0) this.played = now
    if (steps > 0) {
      this.played = now
      const next = head + steps
      view.set(next >= store.end - 1 ? { head: null, speed: 0 } : { head: next })
    }
    this.ask()
  }

  private build(): void {
    const { store, view, main } = this
    for (const panel of this.panels) {
      panel.destroy?.()
      panel.element.remove()
    }
    this.watcher.disconnect()
    this.visible.clear()
    const layout = store.layout!
    this.builtFor = layout
    const stage = this.stage()
    const pick = (change: Partial<typeof view.state>) => view.set(change)
    this.overview = new OverviewPanel(view)
    const { series } = store.run!
    this.panels = [
      new ScorePanel(),
      new ForecastPanel(layout, stage),
      new RibbonPanel(stage),
      this.overview,
      ...(series.length > 1 ? [new SeriesPanel(series, (channel) => view.set({ channel }))] : []),
      new ResidualPanel(stage),
      new RollingPanel(stage, pick),
      new LeadPanel((lead) => view.set({ lead })),
      ...(layout.experts.length > 1 ? [new WeightsPanel(layout, stage)] : []),
      ...(layout.cells.length > 0 ? [new CellPanel(layout, stage, pick)] : []),
      new ValuesPanel(),
    ]
    const elements = this.panels.map(({ element }) => element)
    main.append(elements[0]!, this.readout.element, ...elements.slice(1), this.notes)
    for (const element of elements) this.watcher.observe(element)
    main.querySelector('details.values')?.addEventListener('toggle', () => this.ask())
  }

  private stage(): Stage {
    const { view } = this
    return {
      palette: () => this.theme.palette,
      window: () => this.scene?.window ?? windowOf(this.store, view.state, this.store.end - 1),
      zone: () => view.state.zone,
      hover: (time) => {
        if (view.state.locked || !this.scene) return
        view.set({ cursor: time === null ? null : this.store.nearestRow(time, this.scene.head) })
      },
      lock: () => view.set({ locked: !view.state.locked }),
      zoom: (from, to) => view.pause([from, to]),
      live: () => view.live(),
    }
  }

  private pointAll(): void {
    const { scene } = this
    if (!scene) return
    const { cursor } = this.view.state
    const row = cursor !== null && cursor >= this.store.first && cursor <= scene.head ? cursor : null
    for (const panel of this.panels) if (this.visible.has(panel.element)) panel.point?.(scene, row)
    this.readout.update(scene, row, this.aloud)
    this.aloud = false
  }

  private showNotes(): void {
    const notes = this.store.status?.notes ?? []
    this.notes.hidden = notes.length === 0
    const key = notes.join('\n')
    if (this.notes.dataset.key === key) return
    this.notes.dataset.key = key
    this.notes.replaceChildren(this.notes.firstChild!, h('ul', {}, ...notes.map((note) => h('li', {}, note))))
  }

  private async savePicture(): Promise<void> {
    const { scene } = this
    if (!scene) return
    save(
      await chartsAsPicture(
        scene,
        this.panels.map(({ element }) => element),
      ),
      `${this.store.run!.title}.png`,
    )
  }

  private saveValues(): void {
    if (!this.scene) return
    save(new Blob([valuesAsCsv(this.scene)], { type: 'text/csv' }), `${this.store.run!.title}.csv`)
  }
}
