/** One line of the table. */
export interface Task {
  /** `infer`: one step. `learn`: a step and an update on one window, all of it computed anew. `forecaster-step`: with old windows beside it. `constant-stream`: `learn` on zeros. `faint-stream`: on 1e-30, whose products are denormal. */
  readonly task: 'infer' | 'learn' | 'forecaster-step' | 'constant-stream' | 'faint-stream'
  readonly inputs: number
  readonly hidden: number
  readonly window: number
  /** Windows × channels. */
  readonly batch: number
  readonly channels: number
  readonly leads: number
}

const sizes = [
  [1, 32],
  [8, 64],
  [8, 128],
] as const
const line = (
  task: Task['task'],
  inputs: number,
  hidden: number,
  window: number,
  windows: number,
  channels = 1,
  leads = 1,
): Task => ({
  task,
  inputs,
  hidden,
  window,
  batch: windows * channels,
  channels,
  leads,
})

export const tasks: readonly Task[] = [
  ...sizes.map(([inputs, hidden]) => line('infer', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('learn', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('constant-stream', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('faint-stream', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('forecaster-step', inputs, hidden, 8, 5, 1, 7)),
  line('forecaster-step', 10, 32, 8, 5, 1, 7),
  line('forecaster-step', 24, 32, 8, 3, 7, 24),
]
