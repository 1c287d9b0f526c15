import type { CellPart } from '../../src/recording/layout.ts'
import type { ScoreTable } from '../../src/scores/score-table.ts'

/** What the page shows and how: everything that is not data. */
export interface ViewState {
  /** Number of the line that is open, in a run of several; null shows all of them. */
  line: number | null
  channel: number
  lead: number
  /** Whether the window follows the newest row; otherwise it does not move. */
  follow: boolean
  /** Row that is "now"; null is the newest. Later rows are shown faintly. */
  head: number | null
  /** Rows a second during a replay; 0 is paused. */
  speed: number
  /** What a paused run had when it was paused; null while following. */
  held: Held | null
  /** Window in milliseconds since 1970; null shows the last rows, or all of them. */
  window: readonly [from: number, to: number] | null
  /** Rows shown while following. */
  span: 'recent' | 'whole'
  /** Row under the cursor. */
  cursor: number | null
  /** Whether a click has locked the cursor. */
  locked: boolean
  /** Whether the axis includes spikes. */
  scale: 'all' | 'usual'
  rolling: 'skill' | 'MAE' | 'MASE' | 'coverage'
  /** Rows over which rolling scores are computed. */
  over: number
  /** Index of the LSTM shown; null is the one with the largest weight. */
  cell: number | null
  part: CellPart | 'all'
  /** Order of the units of a cell. */
  units: 'numbered' | 'similar'
  zone: 'data' | 'local'
  theme: 'auto' | 'light' | 'dark'
}

/** The last row of a run that goes on, and its scores at that row. */
export interface Held {
  readonly row: number
  readonly scores: ScoreTable | null
}

type Listener = (changed: ReadonlySet<keyof ViewState>) => void

const initial: ViewState = {
  line: null,
  channel: 0,
  lead: 0,
  follow: true,
  head: null,
  speed: 0,
  held: null,
  window: null,
  span: 'recent',
  cursor: null,
  locked: false,
  scale: 'all',
  rolling: 'skill',
  over: 90,
  cell: null,
  part: 'cell',
  units: 'numbered',
  zone: 'data',
  theme: 'auto',
}

const newest = { follow: true, head: null, speed: 0, window: null, cursor: null, locked: false } as const

/** The state of the view. Listeners are called with the settings that changed. */
export class View {
  state: Readonly<ViewState> = initial
  /** Limits a window. */
  limit = (window: readonly [number, number]): readonly [number, number] => window
  /** What the run has now. */
  now = (): Held | null => null
  private readonly listeners = new Set<Listener>()

  on(listener: Listener): void {
    this.listeners.add(listener)
  }

  set(asked: Partial<ViewState>): void {
    const { follow } = asked
    const pauses = follow === false && this.state.follow
    const change = pauses ? { held: this.now(), ...asked } : follow ? { ...asked, held: null } : asked
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
    this.set(newest)
  }

  /** Opens a line at its newest row. */
  open(line: number, channel: number): void {
    this.set({ ...newest, line, channel })
  }

  /** Shows all lines. */
  close(): void {
    this.set({ ...newest, line: null })
  }

  /** Pauses at a window. */
  pause(window: readonly [number, number]): void {
    this.set({ follow: false, window: this.limit(window) })
  }
}
