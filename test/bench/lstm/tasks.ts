import type { LossOptions } from '../../../src/lstm/loss.ts'

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
  /** Huber if it is left out. */
  readonly loss?: LossOptions
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
  loss?: LossOptions,
): Task => ({
  task,
  inputs,
  hidden,
  window,
  batch: windows * channels,
  channels,
  leads,
  ...(loss && { loss }),
})

export const tasks: readonly Task[] = [
  ...sizes.map(([inputs, hidden]) => line('infer', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('learn', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('constant-stream', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('faint-stream', inputs, hidden, 24, 1)),
  ...sizes.map(([inputs, hidden]) => line('forecaster-step', inputs, hidden, 8, 5, 1, 7)),
  line('forecaster-step', 10, 32, 8, 5, 1, 7),
  line('forecaster-step', 24, 32, 8, 3, 7, 24),
  // Outputs are 21 in each: huber of 21 leads, and the other losses.
  ...[
    line('forecaster-step', 10, 32, 8, 5, 1, 21),
    line('forecaster-step', 10, 32, 8, 5, 1, 21, { loss: 'logistic' }),
    line('forecaster-step', 10, 32, 8, 5, 1, 7, { loss: 'pinball', levels: [0.1, 0.5, 0.9] }),
    line('forecaster-step', 10, 32, 8, 5, 1, 7, { loss: 'softmax', classes: 3 }),
    line('forecaster-step', 10, 32, 8, 5, 1, 1, { loss: 'softmax', classes: 21 }),
  ],
]
