import { expectedInFloat32, inFloat32 } from './sound-state.ts'

/**
 * Demands that numbers which go with the outputs are as many as these, and finite in float32.
 *
 * @param what such as `a base`
 * @throws RangeError
 */
export function demandOutputs(where: string, what: string, numbers: Float64Array, length: number, shape: string): void {
  if (numbers.length !== length)
    throw new RangeError(`${where}: expected ${what} of ${length} numbers (${shape}), got ${numbers.length}`)
  const wrong = numbers.find((x) => !inFloat32.holds(x, 0))
  if (wrong !== undefined)
    throw new RangeError(`${where}: expected ${expectedInFloat32(wrong)} as ${what}, got ${wrong}`)
}
