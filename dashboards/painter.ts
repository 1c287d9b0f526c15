import type { Panel, Scene } from './scene.ts'

/** Half a frame at 60 a second: the browser needs the rest to paint. */
const budgetMs = 8
/** With so many rows in view a few more move nothing by a pixel: charts are then drawn anew ten times a second, numbers at every frame. */
const crowd = 5000
const crowdMs = 100

/** Decides which panels a frame updates: those on screen, as many as the frame has time for, the ones that have waited longest first. */
export class Painter {
  private readonly ask: () => void
  private readonly visible = new Set<Element>()
  private readonly watcher: IntersectionObserver
  private panels: readonly Panel[] = []
  /** Panels that show less than is known. */
  private readonly stale = new Set<Panel>()
  /** There is something new since the last frame; else a frame goes on with what the one before had no time for. */
  private anew = true
  private drawn = Number.NEGATIVE_INFINITY
  private timer = 0

  constructor(ask: () => void) {
    this.ask = ask
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) this.visible.add(target)
          else this.visible.delete(target)
        }
        this.hurry()
        ask()
      },
      { rootMargin: '200px' },
    )
  }

  /** Paints these from now on. */
  take(panels: readonly Panel[]): void {
    this.watcher.disconnect()
    this.visible.clear()
    this.stale.clear()
    this.panels = panels
    for (const { element } of panels) this.watcher.observe(element)
  }

  sees({ element }: Panel): boolean {
    return this.visible.has(element)
  }

  /** Something is new: the next frame is of all that is seen. */
  renew(): void {
    this.anew = true
  }

  /** Something else is looked at, or looks otherwise: the next frame is not to wait. */
  hurry(): void {
    this.renew()
    this.drawn = Number.NEGATIVE_INFINITY
  }

  paint(scene: Scene): void {
    const now = performance.now()
    for (const panel of this.panels) panel.controls?.(scene)
    if (this.anew) this.collect(scene, now)
    for (const panel of this.stale) {
      this.stale.delete(panel)
      panel.update(scene)
      if (performance.now() > now + budgetMs) break
    }
    if (this.stale.size > 0) this.ask()
  }

  private collect({ to, from }: Scene, now: number): void {
    const wait = to - from < crowd ? 0 : this.drawn + crowdMs - now
    clearTimeout(this.timer)
    this.anew = false
    if (wait <= 0) this.drawn = now
    else
      this.timer = window.setTimeout(() => {
        this.renew()
        this.ask()
      }, wait)
    for (const panel of this.panels) if (panel.always || (wait <= 0 && this.sees(panel))) this.stale.add(panel)
  }
}
