import { batchBaseAt, batchOutputsAt, batchScaleAt } from './plan'

// What the loss judges is base + scale · output, for each output of the batch.

/** Replaces outputs by what the loss judges. */
export function addBase(bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const scaled = f32x4.mul(v128.load(batchOutputsAt + i), v128.load(batchScaleAt + i))
    v128.store(batchOutputsAt + i, f32x4.add(v128.load(batchBaseAt + i), scaled))
  }
}

/** Replaces derivatives by what the loss judges with those by the outputs. */
export function byOutputs(bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(batchOutputsAt + i, f32x4.mul(v128.load(batchOutputsAt + i), v128.load(batchScaleAt + i)))
}
