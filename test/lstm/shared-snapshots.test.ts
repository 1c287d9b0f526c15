import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { advance, company, everything, keys } from './company.ts'
import { modest } from './stream.ts'

for (const engine of ['wasm', 'reference'] as const)
  describe(`SharedLstm on ${engine}`, () => {
    it('continues with the same bits from snapshots of it and its members, pending ones too', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 90 }), fc.nat(keys.length), (stop, pending) => {
          const { shared, members } = company({ ...modest, engine })
          for (let t = 0; t < stop; t++) advance(shared, members, t)
          advance(shared, members.slice(0, pending), stop, false)
          if (pending > 1) members[1]!.reset()
          const saved = [shared, ...members].map((one) => snapshot(one))
          const again = company({ ...modest, engine })
          // Whatever was learned or pended before is replaced.
          for (let t = 0; t < 15; t++) advance(again.shared, again.members, t + 7)
          advance(again.shared, again.members, 3, false)
          ;[again.shared, ...again.members].forEach((one, i) => {
            restore(one, saved[i]!)
          })
          for (const key of keys) expect(again.shared.isPending(key)).toBe(shared.isPending(key))
          for (const one of [{ shared, members }, again]) {
            advance(one.shared, one.members.slice(pending), stop)
            for (let t = stop + 1; t < stop + 12; t++) advance(one.shared, one.members, t)
          }
          expect(everything(again.shared, again.members)).toEqual(everything(shared, members))
        }),
        { numRuns: engine === 'wasm' ? 12 : 4 },
      )
    })
  })
