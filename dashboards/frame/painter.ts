import type { Panel, Scene } from './scene.ts'

/** Half of a frame at 60 frames a second; the browser needs the rest for painting. */
const budgetMs = 8
/**
 * With this many rows in view, a few more rows move nothing by a pixel: charts are then drawn ten times a second,
 * numbers at every frame.
 */
const crowd = 5000
const crowdMs = 100

/**
 * Chooses the panels that a frame updates: those that are visible, as many as the frame has time for, the longest
 * waiting first.
 */
export class Painter {
  private readonly ask: () => void
  private readonly visible = new Set<Element>()
  private readonly watcher: IntersectionObserver
  private panels: readonly Panel[] = []
  /** Panels that do not show the latest data. */
  private readonly stale = new Set<Panel>()
  /**
   * Whether there is new data since the last frame; otherwise a frame continues with the panels for which there was no
   * time.
   */
  private fresh = true
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

  /** Sets the panels to paint. */
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

  /** There is new data: the next frame updates all visible panels. */
  renew(): void {
    this.fresh = true
  }

  /** The view has changed: the next frame must not wait. */
  hurry(): void {
    this.renew()
    this.drawn = Number.NEGATIVE_INFINITY
  }

  paint(scene: Scene): void {
    const now = performance.now()
    for (const panel of this.panels) panel.controls?.(scene)
    if (this.fresh) this.collect(scene, now)
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
    this.fresh = false
    if (wait <= 0) this.drawn = now
    else
      this.timer = window.setTimeout(() => {
        this.renew()
        this.ask()
      }, wait)
    for (const panel of this.panels) if (panel.always || (wait <= 0 && this.sees(panel))) this.stale.add(panel)
  }
}
