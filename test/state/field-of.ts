import type { Fields, Saveable } from '../../src/state/fields.ts'

/** The numbers of one field of an object, to look at what is otherwise private. */
export function fieldOf(saveable: Saveable, wanted: string): number[] {
  let found: number[] | undefined
  const look = (name: string, value: unknown) => {
    if (name === wanted && ArrayBuffer.isView(value)) found = [...(value as Float64Array)]
    return value
  }
  saveable.state(new Proxy({}, { get: () => look }) as Fields)
  if (!found) throw new Error(`no field ${wanted}`)
  return found
}
