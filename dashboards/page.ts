import { Address } from './frame/address.ts'
import { h } from './frame/dom.ts'
import { Empty } from './frame/empty.ts'
import { save, valuesAsCsv } from './frame/export.ts'
import { Header } from './frame/header.ts'
import { helpDialog, listenToKeys } from './frame/keyboard.ts'
import { Notes } from './frame/notes.ts'
import { Painter } from './frame/painter.ts'
import { addPictureButton, chartsAsPicture } from './frame/picture.ts'
import { playWhenAsked } from './frame/player.ts'
import { Readout } from './frame/readout.ts'
import { lastInView, leadAt, type Panel, type Scene, sceneOf, withinLimits } from './frame/scene.ts'
import { fitEvent, stageOf } from './frame/stage.ts'
import { Theme } from './frame/theme.ts'
import { View } from './frame/view.ts'
import { WorkerDetails } from './frame/worker-details.ts'
import { Desk } from './many/desk.ts'
import { groupsOf } from './panels/all.ts'
import { OverviewPanel } from './panels/overview-panel.ts'
import type { Source } from './run/live-run.ts'
import type { RunStore } from './run/run-store.ts'
import { ScoresSoFar } from './run/scores-so-far.ts'
import { stepMs } from './run/step-ms.ts'
import { moment } from './words/moment.ts'
import { standing } from './words/standing.ts'

/** The page: draws the store at most once per animation frame, and only what is visible. */
export class Page {
  readonly view = new View()
  private readonly store: RunStore
  private readonly source: Source
  private readonly theme: Theme
  private readonly address: Address
  private readonly header: Header
  private readonly readout = new Readout()
  private readonly main = h('main', {})
  private readonly empty = new Empty()
  private readonly desk: Desk
  private readonly notes = new Notes()
  private readonly worker = new WorkerDetails()
  private readonly painter = new Painter(() => this.request())
  private panels: Panel[] = []
  private groups: HTMLElement[] = []
  private overview: OverviewPanel | null = null
  private builtFor = ''
  private readonly soFar: ScoresSoFar
  private scene: Scene | null = null
  private asked = false
  private aloud = false

  /** @param source fills the store with the series that is open */
  constructor(root: HTMLElement, store: RunStore, source: Source) {
    this.store = store
    this.source = source
    this.soFar = new ScoresSoFar(store)
    this.theme = new Theme(this.view, () => this.redraw())
    this.view.limit = (window) => withinLimits(store, window)
    this.view.now = () => (store.status?.state === 'live' ? { row: store.end - 1, scores: store.status.scores } : null)
    this.address = new Address(store, source.lines, this.view)
    const help = helpDialog()
    this.header = new Header(this.view, {
      savePicture: () => this.savePicture(),
      saveValues: () => this.saveValues(),
      help: () => help.showModal(),
    })
    this.main.append(this.empty.element)
    this.desk = new Desk(store, source, this.view, this.address, { main: this.main, palette: () => this.theme.palette })
    root.append(this.header.element, this.worker.element, this.desk.element, help)
    this.view.on((changed) => {
      if (changed.size === 1 && (changed.has('cursor') || changed.has('locked'))) this.pointAll()
      else this.redraw()
    })
    document.addEventListener('visibilitychange', () => this.redraw())
    window.addEventListener('beforeprint', () => this.onPaper(true))
    window.addEventListener('afterprint', () => this.onPaper(false))
    playWhenAsked(this.view, store)
    listenToKeys(this.view, store, {
      scene: () => this.scene,
      toggleReplay: () => this.overview?.toggle(),
      help: () => help.showModal(),
      find: () => this.desk.find(),
      leave: () => this.desk.leave(),
      say: () => {
        this.aloud = true
        this.pointAll()
      },
    })
    // Ages grow while nothing arrives.
    setInterval(() => document.hidden || this.tell(), 1000)
    this.ask()
  }

  /** Puts an element above everything, and replaces the message for an empty page by it. */
  invite(element: HTMLElement): void {
    this.header.element.after(element)
    this.empty.element.remove()
  }

  get controls(): HTMLElement {
    return this.header.controls
  }

  /** Requests a drawing at the next animation frame. Hidden pages draw nothing. */
  ask(): void {
    this.painter.renew()
    this.request()
  }

  private request(): void {
    if (this.asked || document.hidden) return
    this.asked = true
    requestAnimationFrame(() => {
      this.asked = false
      this.draw()
    })
  }

  private redraw(): void {
    this.painter.hurry()
    this.ask()
  }

  private draw(): void {
    const { store, view } = this
    this.address.apply()
    this.desk.update()
    const drawable = !this.desk.all && store.layout !== null && store.end > store.first
    // What was open before stays until the first rows of another series come.
    if (this.desk.all || (!drawable && this.desk.isOpening)) {
      if (this.desk.all) this.scene = null
      this.tell()
      return
    }
    if (drawable && this.builtFor !== shapeOf(store)) this.build()
    if (drawable) this.desk.arrived()
    this.scene = drawable ? sceneOf(store, view, this.theme.palette, this.soFar) : null
    this.tell()
    if (this.scene) {
      for (const panel of this.panels) panel.element.hidden = panel.shows?.(this.scene) === false
      this.painter.paint(this.scene)
      this.pointAll()
      this.notes.update(this.store.status)
    } else this.dismantle()
  }

  /** Says how things stand. */
  private tell(): void {
    const { desk, scene, source, store, view } = this
    const { lines } = source
    const newer = scene && !view.state.follow ? store.end - 1 - lastInView(scene) : 0
    const when = (row: number) => moment(store.time(row), scene?.zone, stepMs(store))
    // The first rows of a long run are no longer known.
    const range = scene ? ([store.first > 0 ? '' : when(store.first), when(store.end - 1)] as const) : undefined
    const status = (desk.all ? null : store.status) ?? (lines.status && { ...lines.status, scores: null })
    const now = standing(source.link, status, view.state, store.skipped, source.serverNow, range)
    // The name of a series is beside the way back to all.
    const title = (lines.several ? lines.run : store.run)?.title
    this.header.update(store, now, newer, title, desk.all)
    this.worker.update(status?.worker)
    this.empty.element.hidden = scene !== null
    if (!scene) this.empty.show(now, status?.worker)
  }

  private dismantle(): void {
    for (const panel of this.panels) panel.destroy?.()
    for (const element of [...this.groups, this.notes.element]) element.remove()
    this.panels = []
    this.groups = []
    this.painter.take([])
    this.overview = null
    this.builtFor = ''
  }

  private build(): void {
    const { store, view, main } = this
    this.dismantle()
    const layout = store.layout!
    this.builtFor = shapeOf(store)
    const stage = stageOf(
      view,
      store,
      () => this.theme.palette,
      () => this.scene,
    )
    this.overview = new OverviewPanel(view)
    const groups = groupsOf(layout, view, stage, this.overview)
    this.panels = groups.flatMap(({ panels }) => panels)
    this.groups = groups.map(({ name, panels }) =>
      h('div', { class: `group group-${name}` }, ...panels.map(({ element }) => element)),
    )
    main.append(...this.groups, this.notes.element)
    main.querySelector('.group-view')!.prepend(this.readout.element)
    for (const { element } of this.panels) addPictureButton(element, (name) => this.savePicture([element], `-${name}`))
    this.painter.take(this.panels)
    main.querySelector('details.values')?.addEventListener('toggle', () => this.redraw())
  }

  private pointAll(): void {
    const { scene } = this
    if (!scene) return
    const { cursor } = this.view.state
    const within = cursor !== null && cursor >= this.store.first
    const row = within && (cursor <= scene.head || leadAt(this.store, scene.head, cursor) >= 0) ? cursor : null
    for (const panel of this.panels) if (this.painter.sees(panel)) panel.point?.(scene, row)
    this.readout.update(scene, row, this.aloud)
    this.aloud = false
  }

  /** Arranges and draws the page for paper, or for the screen again. */
  private onPaper(paper: boolean): void {
    document.documentElement.classList.toggle('paper', paper)
    this.theme.onPaper(paper)
    this.notes.element.open = paper
    this.desk.onPaper(paper)
    window.dispatchEvent(new Event(fitEvent))
    if (this.scene) this.scene = { ...this.scene, palette: this.theme.palette }
    this.drawAll()
  }

  /** Draws all charts at once, for a picture or for printing, including those that are not visible. */
  private drawAll(): void {
    const { scene } = this
    if (!scene) return
    for (const panel of this.panels) {
      panel.update(scene)
      panel.point?.(scene, null)
    }
  }

  private async savePicture(
    panels = this.panels.filter(({ element }) => !element.hidden).map(({ element }) => element),
    suffix = '',
  ): Promise<void> {
    const { scene } = this
    if (!scene) return
    this.drawAll()
    // Charts paint in an animation frame.
    await new Promise(requestAnimationFrame)
    save(await chartsAsPicture(scene, panels), `${this.store.run!.title}${suffix}.png`)
    this.pointAll()
  }

  private saveValues(): void {
    if (!this.scene) return
    save(new Blob([valuesAsCsv(this.scene)], { type: 'text/csv' }), `${this.store.run!.title}.csv`)
  }
}

/** What the panels depend on: they show another series of the same run too. */
const shapeOf = ({ layout, run }: RunStore): string => JSON.stringify([layout, run?.series])
