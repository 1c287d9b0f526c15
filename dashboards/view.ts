import type { CellPart } from '../src/server/layout.ts'

/** The view: everything about the page that is not data. */
export interface ViewState {
  /** Index of the channel. */
  channel: number
  /** Index of the lead. */
  lead: number
  /** True to follow the newest row; otherwise the window stays. */
  follow: boolean
  /** Row that counts as now; null is the newest. Later rows are drawn faintly. */
  head: number | null
  /** Rows a second at which a finished run is played; 0 for pause. */
  speed: number
  /** Window in milliseconds since 1970; null shows `span` before now. */
  window: readonly [from: number, to: number] | null
  /** Rows shown while following. */
  span: number
  /** Row under the cursor. */
  cursor: number | null
  /** True if a click has pinned the cursor. */
  locked: boolean
  /** Whether the axis includes spikes. */
  scale: 'all' | 'usual'
  rolling: 'skill' | 'MAE' | 'MASE' | 'coverage'
  /** Rows of the rolling scores. */
  over: number
  /** Index of the LSTM shown; null is the one with the largest weight. */
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

/** The state of the view; listeners are given the names that changed. */
export class View {
  state: Readonly<ViewState> = initial
  /** Limits of the window. */
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

  /** Returns to the newest row and follows it. */
  live(): void {
    this.set({ follow: true, head: null, speed: 0, window: null, cursor: null, locked: false })
  }

  /** Stops following, at the given window. */
  pause(window: readonly [number, number]): void {
    this.set({ follow: false, window: this.limit(window) })
  }
}
