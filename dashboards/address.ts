import type { RunStore } from './run-store.ts'
import type { View } from './view.ts'

const betweenMs = 300

/**
 * Keeps series, lead and the rest of what a link should show in the URL after `#`, so that a link or a reload shows the
 * same view. Names instead of indices: another run of the same pipeline understands them.
 */
export class Address {
  private readonly store: RunStore
  private readonly view: View
  /** Parts that could not be read yet, because the layout was not known. */
  private pending: URLSearchParams | null
  private written = Number.NEGATIVE_INFINITY
  private timer = 0

  constructor(store: RunStore, view: View) {
    this.store = store
    this.view = view
    this.pending = new URLSearchParams(location.hash.slice(1))
    addEventListener('hashchange', () => {
      this.pending = new URLSearchParams(location.hash.slice(1))
      this.apply()
    })
    view.on(() => this.write())
    addEventListener('pagehide', () => this.put())
  }

  /** Applies the URL to the view, once the run's series and leads are known. */
  apply(): void {
    const { pending, store, view } = this
    if (!pending || !store.run || !store.layout) return
    this.pending = null
    const channel = store.run.series.indexOf(pending.get('series') ?? '')
    const lead = store.layout.leads.indexOf(Number(pending.get('lead')))
    const zone = pending.get('zone')
    const window = (pending.get('window') ?? '').split('..').map((text) => Date.parse(text))
    if (channel >= 0) view.set({ channel })
    if (lead >= 0) view.set({ lead })
    if (zone === 'utc' || zone === 'local') view.set({ zone })
    // Unchecked: in a run that goes on, the rows it shows may not have arrived yet.
    if (window.length === 2 && window.every(Number.isFinite)) {
      view.set({ follow: false, window: [window[0]!, window[1]!] })
    }
  }

  /** Browsers allow about a hundred writes in 30 s, and a cursor moves faster than that. */
  private write(): void {
    clearTimeout(this.timer)
    const wait = this.written + betweenMs - performance.now()
    if (wait <= 0) this.put()
    else this.timer = window.setTimeout(() => this.put(), wait)
  }

  private put(): void {
    const { store, view } = this
    if (this.pending || !store.run || !store.layout) return
    const { channel, lead, zone, window, follow } = view.state
    const words = new URLSearchParams()
    if (store.run.series.length > 1) words.set('series', store.run.series[channel] ?? '')
    words.set('lead', String(store.layout.leads[lead] ?? ''))
    if (zone !== 'utc') words.set('zone', zone)
    if (!follow && window) words.set('window', window.map(iso).join('..'))
    if (location.hash === `#${words}`) return
    this.written = performance.now()
    // Replaces the history entry: "back" leaves the page instead of undoing a zoom.
    history.replaceState(null, '', `${location.pathname}${location.search}#${words}`)
  }
}

const iso = (time: number) => new Date(time).toISOString()

/** The cookie replaces the token: in the address bar others could read it, and a copied link would contain it. */
export function dropToken(): void {
  const words = new URLSearchParams(location.search)
  if (!words.has('token')) return
  words.delete('token')
  history.replaceState(null, '', `${location.pathname}${words.size > 0 ? `?${words}` : ''}${location.hash}`)
}
