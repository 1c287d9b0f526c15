import { expectTypeOf, it } from 'vitest'
import type { KnownWorth } from '../../src/series/known-worth.ts'

it('KnownWorth has an error without each column', () => {
  expectTypeOf<KnownWorth['without']>().toEqualTypeOf<readonly number[]>()
})
