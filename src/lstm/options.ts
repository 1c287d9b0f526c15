import { ConfigError } from '../series/errors.ts'
import type { LossName } from './loss.ts'
import { memoryNeeded } from './memory-needed.ts'

/** Addresses stay below 2 GiB, where signed and unsigned agree, with a page left for the kernel's constants. */
const mostBytes = 2 * (1 << 30) - (1 << 16)

/** Options of `Lstm`. */
export interface LstmOptions {
  /** Numbers a channel shows at each step. */
  readonly inputs: number
  /** Leads said at each step, in steps, rising. */
  readonly leads: readonly number[]
  /** Cells in a layer. 16 to 64 are within 1 % of each other. Default 32. */
  readonly hidden?: number
  /** 1 to 3. Default 1. */
  readonly layers?: number
  /** Series that share the weights, each with a state of its own. Default 1. */
  readonly channels?: number
  /** Steps learned through. Default 8: 48 are 4 % worse, and dearer. */
  readonly window?: number
  /** Old windows learned from along with the newest. Default 4: worth 2 to 5 %. */
  readonly replays?: number
  /** Rows kept for replay. Default 4096, or what two windows and the longest lead need. */
  readonly memory?: number
  /** Default huber: one wild value pulls no harder than a large one. */
  readonly loss?: LossName
  /** Adam's step. Default 1e-3. */
  readonly learningRate?: number
  /** Updates over which the step grows to its full length. Default 10. */
  readonly warmUp?: number
  /** Steps before the first update. Default 10. */
  readonly learnFrom?: number
  /** Longest gradient. Default 1. */
  readonly clipNorm?: number
  /** Where the forget gates start. Default 1: open. */
  readonly forgetBias?: number
  /** Of the first weights and of the choice of old windows. Default 1. */
  readonly seed?: number
  /** `wasm` is the fast one and falls back on `reference` where there is no WebAssembly SIMD. Default wasm. */
  readonly engine?: 'wasm' | 'reference'
}

/** Fills in the defaults; throws ConfigError with every problem there is. */
export function lstmOptions(options: LstmOptions): Required<LstmOptions> {
  const { window = 8, leads } = options
  const furthest = Math.max(0, ...leads)
  const needed = 2 * window + furthest + 1
  const whole = {
    hidden: 32,
    layers: 1,
    channels: 1,
    window,
    replays: 4,
    memory: Math.max(4096, needed),
    loss: 'huber',
    learningRate: 1e-3,
    warmUp: 10,
    learnFrom: 10,
    clipNorm: 1,
    forgetBias: 1,
    seed: 1,
    engine: 'wasm',
    ...options,
  } as const satisfies Required<LstmOptions>

  const problems: { where: string; message: string }[] = []
  const demand = (where: keyof LstmOptions, holds: boolean, expected: string, advice: string) => {
    if (!holds)
      problems.push({
        where: `lstm.${where}:`,
        message: `expected ${expected}, got ${String(whole[where])}; ${advice}`,
      })
  }
  const integer = (name: keyof LstmOptions, least: number, most = 1 << 20) => {
    const value = whole[name] as number
    const holds = Number.isInteger(value) && value >= least && value <= most
    demand(name, holds, `a whole number from ${least} to ${most}`, 'choose one')
  }
  integer('inputs', 1, 4096)
  integer('hidden', 1, 4096)
  integer('layers', 1, 3)
  integer('channels', 1, 4096)
  integer('window', 1)
  integer('replays', 0, 4096)
  integer('memory', needed, 1 << 24)
  integer('warmUp', 0)
  integer('learnFrom', 0)
  integer('seed', 0, Number.MAX_SAFE_INTEGER)
  const rising = leads.every((lead, i) => Number.isInteger(lead) && lead > (i === 0 ? 0 : leads[i - 1]!))
  demand('leads', leads.length > 0 && rising, 'rising whole numbers from 1', 'such as [1, 2, 3]')
  const needs = memoryNeeded({ ...whole, outputs: leads.length, windows: 1 + whole.replays })
  const total = needs.network + needs.batch + needs.rows
  const largest = Math.max(needs.network, needs.batch, needs.rows)
  const [name, made] =
    largest === needs.rows
      ? (['memory', 'rows (memory, channels)'] as const)
      : largest === needs.batch
        ? (['window', 'windows (window, replays, channels, layers)'] as const)
        : (['hidden', 'weights (hidden, layers, inputs, leads)'] as const)
  const gibibytes = (bytes: number) => `${(bytes / (1 << 30)).toFixed(2)} GiB`
  demand(
    name,
    !(total > mostBytes),
    'a network of at most 2 GiB',
    `it takes ${gibibytes(total)}, ${gibibytes(largest)} of them for ${made}: choose smaller ones`,
  )
  demand('learningRate', whole.learningRate >= 0 && whole.learningRate <= 1, 'a number from 0 to 1', 'try 0.001')
  demand('clipNorm', whole.clipNorm > 0, 'a number above 0', 'try 1')
  demand('forgetBias', Number.isFinite(whole.forgetBias), 'a number', 'try 1')
  demand('loss', whole.loss === 'huber' || whole.loss === 'squared', 'huber or squared', 'choose one')
  demand('engine', whole.engine === 'wasm' || whole.engine === 'reference', 'wasm or reference', 'choose one')
  if (problems.length > 0) throw new ConfigError(problems)
  return whole
}
