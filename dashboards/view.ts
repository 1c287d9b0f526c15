import type { CellPart } from '../src/server/layout.ts'

/** What is looked at, and how: everything about the page that is not data. */
export interface ViewState {
  /** Index of the channel. */
  channel: number
  /** Index of the lead. */
  lead: number
  /** Follow the newest row; else the window stands still whatever arrives. */
  follow: boolean
  /** Row that counts as now: null is the newest. What came after it is shown faintly. */
  head: number | null
  /** Rows a second when a finished run is played; 0 stands still. */
  speed: number
  /** Window in milliseconds since 1970; null lets `span` before now show. */
  window: readonly [from: number, to: number] | null
  /** Rows shown while following. */
  span: number
  /** Row under the cursor. */
  cursor: number | null
  /** A click keeps the cursor where it is. */
  locked: boolean
  /** All values on the axis, or those that are not spikes. */
  scale: 'all' | 'usual'
  rolling: 'skill' | 'MAE' | 'MASE' | 'coverage'
  /** Rows of the rolling scores. */
  over: number
  /** Index of the LSTM looked into; null is the one most believed. */
  cell: number | null
  part: CellPart | 'all'
  /** Order of the cell's units. */
  units: 'numbered' | 'similar'
  zone: 'utc' | 'local'
  theme: 'auto' | 'light' | 'dark'
}

type Listener = (changed: ReadonlySet<keyof ViewState>) => void

const initial: ViewState = {
  channel: 0,
  lead: 0,
  follow: true,
  head: null,
  speed: 0,
  window: null,
  span: 120,
  cursor: null,
  locked: false,
  scale: 'all',
  rolling: 'skill',
  over: 90,
  cell: null,
  part: 'cell',
  units: 'numbered',
  zone: 'utc',
  theme: 'auto',
}

/** The state of the view; listeners hear which of its words changed. */
export class View {
  state: Readonly<ViewState> = initial
  /** What a window must keep within. */
  limit = (window: readonly [number, number]): readonly [number, number] => window
  private readonly listeners = new Set<Listener>()

  on(listener: Listener): void {
    this.listeners.add(listener)
  }

  set(change: Partial<ViewState>): void {
    const changed = new Set<keyof ViewState>()
    for (const key of Object.keys(change) as (keyof ViewState)[]) {
      if (this.state[key] !== change[key]) changed.add(key)
    }
    if (changed.size === 0) return
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener(changed)
  }

  /** Back to the newest row, following it. */
  live(): void {
    this.set({ follow: true, head: null, speed: 0, window: null, cursor: null, locked: false })
  }

  /** Stands still at the window given. */
  pause(window: readonly [number, number]): void {
    this.set({ follow: false, window: this.limit(window) })
  }
}
