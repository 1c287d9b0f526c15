import type { LineStore } from '../run/line-store.ts'
import type { RunStore } from '../run/run-store.ts'
import type { View } from './view.ts'

const betweenMs = 300

/**
 * Keeps series, lead and the like in the URL after `#`, so that a link or a reload shows the same view. It holds names,
 * not indices, so that it fits another run of the same pipeline.
 */
export class Address {
  private readonly store: RunStore
  private readonly lines: LineStore
  private readonly view: View
  /** Settings from the URL that wait for the run's layout, and for the series that they name. */
  private pending: URLSearchParams | null
  private wanted: URLSearchParams | null
  private written = Number.NEGATIVE_INFINITY
  private timer = 0

  constructor(store: RunStore, lines: LineStore, view: View) {
    this.store = store
    this.lines = lines
    this.view = view
    this.pending = new URLSearchParams(location.hash.slice(1))
    this.wanted = this.pending
    addEventListener('hashchange', () => {
      this.pending = new URLSearchParams(location.hash.slice(1))
      this.wanted = this.pending
      if (lines.several && !namesLine(this.pending)) view.close()
      this.apply()
    })
    view.on((changed) => {
      if (changed.has('line')) this.wanted = null
      this.write()
    })
    addEventListener('pagehide', () => this.put())
  }

  /** Whether the URL names a series that is not open yet. */
  get names(): boolean {
    return this.wanted !== null && namesLine(this.wanted)
  }

  /** Applies the URL once the run's series and leads are known. */
  apply(): void {
    const { lines, pending, store, view, wanted } = this
    if (wanted && lines.several) {
      const line = lines.find(wanted.getAll('key'), wanted.get('series') ?? '')
      // In a live run the series may still come.
      if (line >= 0 && namesLine(wanted)) view.open(line, lines.lines[line]!.channel)
    }
    if (!pending || !store.run || !store.layout) return
    this.pending = null
    const lead = store.layout.leads.indexOf(Number(pending.get('lead')))
    const zone = pending.get('zone')
    const window = (pending.get('window') ?? '').split('..').map((text) => Date.parse(text))
    if (lead >= 0) view.set({ lead })
    if (zone === 'local') view.set({ zone })
    // Kept even if it does not fit yet: in a live run the rows may still come.
    if (window.length === 2 && window.every(Number.isFinite)) {
      view.set({ follow: false, held: null, window: [window[0]!, window[1]!] })
    }
    this.write()
  }

  /** Makes an entry of the history of the present view, to which Back returns. */
  remember(): void {
    this.put()
    history.pushState(null, '', location.href)
  }

  /** Browsers allow about 100 writes in 30 seconds, and a cursor moves faster. */
  private write(): void {
    clearTimeout(this.timer)
    const wait = this.written + betweenMs - performance.now()
    if (wait <= 0) this.put()
    else this.timer = window.setTimeout(() => this.put(), wait)
  }

  private put(): void {
    const { lines, store, view } = this
    const { lead, line, zone, window, follow } = view.state
    const all = lines.several && line === null
    if (this.names || (!all && (this.pending || !store.run || !store.layout))) return
    const words = new URLSearchParams()
    const open = line === null ? undefined : lines.lines[line]
    for (const part of open?.key ?? []) words.append('key', part)
    if (open && lines.run!.channels.length > 1) words.set('series', lines.run!.channels[open.channel]!)
    if (!all) words.set('lead', String(store.layout!.leads[lead] ?? ''))
    if (zone !== 'data') words.set('zone', zone)
    if (!all && !follow && window) words.set('window', window.map(iso).join('..'))
    const hash = words.size > 0 ? `#${words}` : ''
    if (location.hash === hash) return
    this.written = performance.now()
    // Replaces the history entry: Back leaves a series instead of undoing a zoom.
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`)
  }
}

const namesLine = (words: URLSearchParams) => words.has('key') || words.has('series')
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
