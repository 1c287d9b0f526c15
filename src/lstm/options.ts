import * as z from 'zod/mini'
import { checkArgument } from '../words/check-argument.ts'
import { optional, required, withDefault } from '../words/option.ts'
import type { EngineOptions } from './engine.ts'
import { frontInReference, frontOption, stepsBefore } from './front.ts'
import { type LossOptions, lossNames, outputsPerTarget } from './loss.ts'
import { arenaBytes, constantBytes, memoryNeeded } from './memory-needed.ts'
import type { LstmOptions } from './options.generated.ts'
import type { Front, Shape } from './shape.ts'

export type { LstmOptions }

/** Rows kept for replay by default. With 4,096 no kind of series is forecast better: old windows no longer hold. */
export const replayRows = 512

function rising(what: string, example: string) {
  const error = `rising ${what}; such as ${example}`
  return z.refine<number[]>((numbers) => numbers.every((x, i) => i === 0 || x > numbers[i - 1]!), { error })
}

const count = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))

/** Leads in steps, rising. */
export const risingLeads = z.array(z.int().check(z.minimum(1))).check(z.minLength(1), rising('leads', '[1, 2, 3]'))

/** Rows that two windows, the longest lead and a front need. */
const rowsNeeded = ({
  front,
  window,
  leads,
}: {
  front?: Front | undefined
  window: number
  leads: readonly number[]
}) => 2 * window + leads[leads.length - 1]! + 1 + stepsBefore(front)

export const lstmOptions = z
  .strictObject({
    inputs: required(count(1, 4096), 'Inputs per channel and step.'),
    leads: required(risingLeads, 'Leads forecast at each step, in steps, rising.'),
    hidden: withDefault(
      count(1, 1024),
      32,
      'Cells in a layer of the LSTM. 16 to 64 forecast within 1 % of each other.',
    ),
    layers: withDefault(count(1, 3), 1, 'Layers, each on the states of the one below.'),
    channels: withDefault(count(1, 4096), 1, 'Series that share the weights, each with its own state.'),
    window: withDefault(count(1, 1 << 20), 8, 'Steps that a gradient goes back: 48 are 4 % worse and cost more.'),
    replays: withDefault(
      count(0, 64),
      4,
      'Old windows learned from again at each observation: 4 are worth 2 to 5 % of the error.',
    ),
    memory: optional(
      count(1, 1 << 24),
      `Rows kept for replay. Default: ${replayRows}, or as many as two windows and the longest lead need.`,
    ),
    loss: withDefault(
      z.enum(lossNames),
      'huber',
      'Loss of an error: with huber an outlier pulls no harder than an error of 1. With pinball the outputs are ' +
        'quantiles; with logistic and softmax they are logits, and the targets 0 or 1 (or a probability), or the ' +
        'number of a class, from 0.',
    ),
    classes: optional(count(2, 1024), 'With softmax, which needs it: how many classes there are.'),
    levels: optional(
      z
        .array(z.number().check(z.gt(0), z.lt(1)))
        .check(z.minLength(1), z.maxLength(256), rising('levels', '[0.1, 0.5, 0.9]')),
      'With pinball, which needs them: the quantiles, each between 0 and 1, rising. They start as those of a standard ' +
        'normal distribution.',
    ),
    base: withDefault(
      z.boolean(),
      false,
      'Whether `step` also takes a base, such as what another model says, which the loss adds to the outputs: the ' +
        'network learns to correct it.',
    ),
    learningRate: withDefault(
      z.number().check(z.minimum(0), z.maximum(1)),
      1e-3,
      'Step size of Adam; 0 learns nothing.',
    ),
    warmUp: withDefault(count(0, 1 << 20), 10, 'Updates over which the step size grows to its full value.'),
    learnFrom: withDefault(count(0, 1 << 20), 10, 'Steps before the first update.'),
    clipNorm: withDefault(z.number().check(z.gt(0)), 1, 'Largest norm of the gradient; a larger one is scaled down.'),
    forgetBias: withDefault(z.number(), 1, 'Initial bias of the forget gates: 1 starts with them open.'),
    seed: withDefault(
      z.int().check(z.minimum(0)),
      1,
      'Seed of the first weights and of the replays: the same seed gives the same bits.',
    ),
    front: frontOption,
    engine: withDefault(
      z.enum(['wasm', 'reference']),
      'wasm',
      'Arithmetic of the LSTM: the WebAssembly kernel, or float64 in plain TypeScript, which is also used without WebAssembly SIMD.',
    ),
  })
  .check(
    z.superRefine(asLossNeeds),
    z.superRefine(enoughRows),
    z.superRefine(fitsInMemory),
    z.superRefine(frontInReference),
    z.describe('Options of `Lstm`.'),
  )

type Checked = z.output<typeof lstmOptions>

/** The options with every default filled in. */
export type ResolvedLstmOptions = Checked & { readonly memory: number }

/** @throws ConfigError with every problem of the options */
export function resolveLstmOptions(options: LstmOptions): ResolvedLstmOptions {
  return settled(checkArgument('lstm', lstmOptions, options))
}

/**
 * What an engine needs to know of the options.
 *
 * @param shared whether many members share the weights: it then learns and steps some of them at once
 */
export function engineSizes(options: ResolvedLstmOptions, shared = false): EngineOptions {
  const { leads, channels, window, replays, memory, base, loss, classes, levels, clipNorm } = options
  const atOnce = shared ? Math.max(1, Math.floor(rowsAtOnce / channels)) : 1
  const windows = Math.max(1 + replays, atOnce)
  const sizes = { ...shapeOf(options), targets: leads.length, channels, window, windows, storeRows: memory, base }
  return { ...sizes, members: atOnce, loss, classes, levels, clipNorm }
}

export function shapeOf(options: ResolvedLstmOptions): Shape {
  const { inputs, hidden, layers, leads, front } = options
  return { inputs, hidden, layers, outputs: leads.length * outputsPerTarget(options), front }
}

/** Rows, of members or windows, that are multiplied at once if weights are shared. */
const rowsAtOnce = 32

const settled = (options: Checked): ResolvedLstmOptions => ({
  ...options,
  memory: options.memory ?? Math.max(replayRows, rowsNeeded(options)),
})

/** What a loss needs is given, and to no other loss. */
export function asLossNeeds({ loss, classes, levels }: LossOptions, context: z.core.$RefinementCtx): void {
  for (const [name, given, needs] of [
    ['classes', classes, 'softmax'],
    ['levels', levels, 'pinball'],
  ] as const) {
    if ((given !== undefined) === (loss === needs)) continue
    const message =
      loss === needs
        ? `${name}; the loss ${needs} needs them`
        : `no ${name} with the loss ${loss}; they belong to ${needs}`
    context.addIssue({ code: 'custom', path: [name], input: given, message })
  }
}

function enoughRows(options: Checked, context: z.core.$RefinementCtx): void {
  const needed = rowsNeeded(options)
  if (settled(options).memory >= needed) return
  const message = `at least ${needed} rows; two windows and the longest lead need them`
  context.addIssue({ code: 'custom', path: ['memory'], input: options.memory, message })
}

/** Reports the problem at the option that takes most of the memory. */
function fitsInMemory(options: Checked, context: z.core.$RefinementCtx): void {
  const sizes = settled(options)
  const needs = memoryNeeded(engineSizes(sizes))
  const weights = needs.weights + needs.states
  const total = constantBytes + weights + needs.rows + needs.scratch
  if (total <= arenaBytes) return
  const largest = Math.max(weights, needs.rows, needs.scratch)
  const [name, made] =
    largest === needs.rows
      ? (['memory', 'rows (memory, channels)'] as const)
      : largest === needs.scratch
        ? (['window', 'windows (window, replays, channels, layers)'] as const)
        : (['hidden', 'weights (hidden, layers, inputs, leads)'] as const)
  const gibibytes = (bytes: number) => `${(bytes / (1 << 30)).toFixed(2)} GiB`
  const message = `a network of at most 1 GiB; this one takes ${gibibytes(total)}, ${gibibytes(largest)} of it for ${made}: choose smaller ones`
  context.addIssue({ code: 'custom', path: [name], input: sizes[name], message })
}
