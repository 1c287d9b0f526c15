import type { Fields, Numbers, Saveable, Setting } from '../../src/state/fields.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Changes a field before it is written, in place or by what it returns; counters are arrays of one. */
export type Forge = (name: string, values: Numbers | [number]) => Numbers | undefined

/** A snapshot of something with some numbers changed: its checksum is right, its contents need not be. */
export function forged(saveable: Saveable, forge: Forge): Uint8Array {
  return snapshot({ state: (fields) => saveable.state(forging(fields, forge)) })
}

function forging(fields: Fields, forge: Forge): Fields {
  const copy = <T extends Numbers>(name: string, values: T) => {
    const changed = values.slice() as T
    return (forge(name, changed) ?? changed) as T
  }
  return {
    saving: fields.saving,
    counter(name: string, value: number) {
      const changed: [number] = [value]
      forge(name, changed)
      fields.counter(name, ...changed)
      return value
    },
    numbers: (name: string, values: Numbers) => fields.numbers(name, copy(name, values)),
    array<T extends Numbers>(name: string, values: T) {
      fields.array(name, copy(name, values))
      return values
    },
    part: (name: string, part: Saveable) => fields.part(name, { state: (inner) => part.state(forging(inner, forge)) }),
    same: (name: string, value: Setting) => fields.same(name, value),
    constant: (name: string, value: Setting) => fields.constant(name, value),
  } as Fields
}
