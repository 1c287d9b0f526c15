import type { Condition, Fields } from '../../state/fields.ts'
import type { Floats } from '../engine.ts'
import { exactly, inFloat32 } from '../sound-state.ts'

/** Copies numbers of the kernel, from index `at` on, to logical order. */
export function gather(
  memory: Float32Array,
  at: number,
  map: Int32Array,
  values: Float32Array = new Float32Array(map.length),
  offset = 0,
): Float32Array {
  for (let i = 0; i < map.length; i++) values[offset + i] = memory[at + map[i]!]!
  return values
}

/** Copies numbers in logical order to the kernel's places, from index `at` on. */
export function scatter(memory: Float32Array, at: number, map: Int32Array, values: Floats, offset = 0): void {
  for (let i = 0; i < map.length; i++) memory[at + map[i]!] = values[offset + i]!
}

/** Passes numbers of the kernel on to a snapshot, and back. */
export function numbersField(
  fields: Fields,
  name: string,
  memory: Float32Array,
  at: number,
  map: Int32Array,
  condition: Condition = inFloat32,
): void {
  const present = fields.saving ? gather(memory, at, map) : new Float32Array(map.length)
  const values = fields.array(name, present, condition, exactly(map.length))
  if (values !== present) scatter(memory, at, map, values)
}
