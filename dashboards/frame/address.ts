import type { RunStore } from '../run/run-store.ts'
import type { View } from './view.ts'

const betweenMs = 300

/**
 * Keeps series, lead and the like in the URL after `#`, so that a link or a reload shows the same view. It holds names,
 * not indices, so that it fits another run of the same pipeline.
 */
export class Address {
  private readonly store: RunStore
  private readonly view: View
  /** Settings from the URL that wait for the run's layout. */
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

  /** Applies the URL once the run's series and leads are known. */
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
    if (zone === 'local') view.set({ zone })
    // Kept even if it does not fit yet: in a live run the rows may still come.
    if (window.length === 2 && window.every(Number.isFinite)) {
      view.set({ follow: false, held: null, window: [window[0]!, window[1]!] })
    }
  }

  /** Browsers allow about 100 writes in 30 seconds, and a cursor moves faster. */
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
    if (zone !== 'data') words.set('zone', zone)
    if (!follow && window) words.set('window', window.map(iso).join('..'))
    if (location.hash === `#${words}`) return
    this.written = performance.now()
    // Replaces the history entry: Back leaves the page instead of undoing a zoom.
    history.replaceState(null, '', `${location.pathname}${location.search}#${words}`)
  }
}

const iso = (time: number) => new Date(time).toISOString()

/**
 * Removes the token from the address bar, where others could read it or share it with a link. The cookie holds it by
 * now.
 */
export function dropToken(): void {
  const words = new URLSearchParams(location.search)
  if (!words.has('token')) return
  words.delete('token')
  history.replaceState(null, '', `${location.pathname}${words.size > 0 ? `?${words}` : ''}${location.hash}`)
}
