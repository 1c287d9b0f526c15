import * as z from 'zod/mini'
import { checkArgument } from '../words/check-argument.ts'
import { frontInReference } from './front.ts'
import type { SequenceLstmOptions } from './options.generated.ts'
import { asLossNeeds, lstmOptions } from './options.ts'

export type { SequenceLstmOptions }

const { hidden, layers, loss, classes, levels, learningRate, warmUp, clipNorm, forgetBias, seed, front, engine } =
  lstmOptions.shape

export const sequenceLstmOptions = z
  .strictObject({
    inputs: lstmOptions.shape.inputs,
    hidden,
    layers,
    loss,
    classes,
    levels,
    learningRate,
    warmUp,
    clipNorm,
    forgetBias,
    seed,
    front,
    engine,
  })
  .check(z.superRefine(asLossNeeds), z.superRefine(frontInReference), z.describe('Options of `SequenceLstm`.'))

/** The options with every default filled in. */
export type ResolvedSequenceOptions = z.output<typeof sequenceLstmOptions>

/** @throws ConfigError with every problem of the options */
export const resolveSequenceOptions = (options: SequenceLstmOptions): ResolvedSequenceOptions =>
  checkArgument('SequenceLstm', sequenceLstmOptions, options)
