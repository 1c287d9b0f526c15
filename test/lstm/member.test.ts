import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/lstm/create-engine.ts'
import { Member } from '../../src/lstm/member.ts'
import { engineSizes, resolveLstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { type Forge, forged } from './forged.ts'

const options = resolveLstmOptions({ inputs: 1, leads: [1], hidden: 3, window: 3, memory: 12, learnFrom: 2 })
const y = Float64Array.of(1)

for (const engine of ['wasm', 'reference'] as const)
  describe(`Member on ${engine}`, () => {
    const made = (shared: boolean, steps = 20) => {
      const company = { key: 'oslo', pending: new Set<Member>(), updates: () => 0, leave: () => {} }
      const weights = createEngine(engine, engineSizes(options))
      weights.parameters = weights.parameters.fill(0.1)
      const member = new Member(weights, options, new Random(1), shared ? company : undefined)
      for (let t = 0; t < steps; t++) member.step(y)
      return { member, company }
    }

    it('pends from `learn` until its windows are taken', () => {
      const { member, company } = made(true)
      member.learn(y)
      expect([member.pending, company.pending.has(member)]).toEqual([true, true])
      expect(member.take()).toMatchObject({ length: 3, ago: 3 })
      expect([member.pending, company.pending.has(member), member.take()]).toEqual([false, false, undefined])
    })

    it('pends for one step if the weights are shared, otherwise for none', () => {
      for (const [shared, steps] of [
        [true, 1],
        [false, 0],
      ] as const) {
        const { member } = made(shared)
        member.learn(y)
        for (let t = 0; t < steps; t++) member.step(y)
        expect(member.pending).toBe(true)
        member.step(y)
        expect(member.pending).toBe(false)
      }
    })

    it('refers to the same rows and states after a step', () => {
      const { member } = made(true)
      member.learn(y)
      const before = snapshot(member)
      const taken = member.take()!
      restore(member, before)
      member.step(y)
      expect(member.take()).toMatchObject({ starts: taken.starts, ago: taken.ago + 1 })
    })

    it('ceases to pend when it is disposed of', () => {
      const { member, company } = made(true)
      member.learn(y)
      member.dispose()
      expect(company.pending.size).toBe(0)
    })

    it('drops windows of a snapshot that its store does not hold', () => {
      const { member } = made(true, 5)
      member.learn(y)
      const restored = (pending: number[]) => {
        const forge: Forge = (name) => (name === 'pending' ? Uint32Array.from(pending) : undefined)
        restore(member, forged(member, forge))
        return member.pending
      }
      expect(restored([3, 3, 4])).toBe(true)
      expect(restored([3, 4, 4])).toBe(true)
      for (const wrong of [[], [3], [0, 0], [3, 2], [3, 5], [4, 4], [3, 3, 9], [3, 3, 3, 3, 3, 3, 3]]) {
        expect(restored([3, 3])).toBe(true)
        expect(restored(wrong)).toBe(false)
      }
    })
  })
