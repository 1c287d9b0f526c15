import * as z from 'zod/mini'
import type { Fields } from '../state/fields.ts'
import { optional, required } from '../words/option.ts'
import type { Front } from './shape.ts'

const count = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))

/** The largest width keeps the filters of 4,096 inputs within the memory of a network. */
const front = z
  .strictObject({
    convolution: optional(
      z.strictObject({
        filters: required(count(1, 64), 'Filters, whose outputs are joined to the inputs.'),
        width: required(count(2, 64), 'Steps that a filter sees, up to the present one.'),
      }),
      'A causal convolution over the inputs, before the lowest layer.',
    ),
    attention: optional(
      z.strictObject({ steps: required(count(1, 1024), 'Steps before the present one whose states are attended to.') }),
      'Scaled dot-product attention over the last states of the top layer, before the head.',
    ),
  })
  .check(
    z.refine(({ convolution, attention }) => convolution !== undefined || attention !== undefined, {
      error: 'convolution or attention; such as { convolution: { filters: 4, width: 5 } }',
    }),
  )

export const frontOption = optional(
  front,
  'A convolution before the layers, attention after them, or both; needs the engine reference. Default: none.',
)

/** Steps before a window that a convolution or attention sees. */
export const stepsBefore = (front: Front | undefined): number =>
  Math.max((front?.convolution?.width ?? 1) - 1, front?.attention?.steps ?? 0)

/** Only the reference engine has a front. */
export function frontInReference(
  { engine, front }: { engine: 'wasm' | 'reference'; front?: Front | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (front === undefined || engine === 'reference') return
  const message = '"reference", which front needs; set engine: reference, or leave out front'
  context.addIssue({ code: 'custom', path: ['engine'], input: engine, message })
}

/** The state of a network depends on its front. */
export function frontFields(fields: Fields, { attention, convolution }: Front = {}): void {
  if (convolution) fields.same('convolution', [convolution.filters, convolution.width])
  if (attention) fields.same('attention', attention.steps)
}
