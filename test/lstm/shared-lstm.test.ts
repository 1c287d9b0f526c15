import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import type { Member } from '../../src/lstm/member.ts'
import { Random } from '../../src/lstm/random.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { advance, bytesOf, company, everything, keys, numbers, rowOf } from './company.ts'
import { relativeGap } from './engine-pair.ts'
import { modest } from './stream.ts'

for (const engine of ['wasm', 'reference'] as const) {
  const options = { ...modest, engine }
  const start = (from = keys) => company(options, from)

  describe(`SharedLstm on ${engine}`, () => {
    it('begins with the weights of a network of the same seed', () => {
      const shared = new SharedLstm(options)
      expect(shared.kind).toBe(engine)
      expect(shared.parameters).toEqual(new Lstm(options).parameters)
    })

    it('learns with one member from the newest windows as a network alone does', () => {
      const alone = { ...options, replays: 0 }
      const [lstm, shared] = [new Lstm(alone), new SharedLstm(alone)]
      const member = shared.join('oslo')
      for (let t = 0; t < 100; t++) {
        const { targets, inputs } = rowOf('oslo', t)
        const result = lstm.learn(targets)
        const said = [...lstm.step(inputs)]
        member.learn(targets)
        expect(shared.apply()).toEqual(result)
        expect([...member.step(inputs)]).toEqual(said)
      }
      expect(shared.parameters).toEqual(lstm.parameters)
    })

    it('learns: the loss of a hundred series falls below that of their mean', () => {
      const shared = new SharedLstm({ inputs: 1, leads: [1], hidden: 8, learningRate: 1e-2, window: 4, engine })
      const members = Array.from({ length: 20 }, (_, i) => shared.join(`s${i}`))
      const value = (i: number, t: number) => (((t + i) % 3) - 1) * (1 + i / 40)
      const losses = Array.from({ length: 150 }, (_, t) => {
        members.forEach((member, i) => {
          member.learn(Float64Array.of(value(i, t)))
          member.step(Float64Array.of(value(i, t)))
        })
        return shared.apply().loss
      })
      expect(losses[149]!).toBeLessThan(0.1 * losses[12]!)
    })

    it('gives the same bits in whatever order the members become pending', () => {
      const inOrder = start()
      const shuffled = start(keys.toReversed())
      const random = new Random(5)
      for (let t = 0; t < 60; t++) {
        advance(inOrder.shared, inOrder.members, t)
        const order = shuffled.members.map((member) => ({ member, at: random.uniform() }))
        order.sort((a, b) => a.at - b.at)
        advance(
          shuffled.shared,
          order.map(({ member }) => member),
          t,
        )
      }
      const sorted = shuffled.members.toReversed()
      expect(everything(shuffled.shared, sorted)).toEqual(everything(inOrder.shared, inOrder.members))
    })

    it('steps a member with the same bits alone and in any company', () => {
      const { shared, members } = start()
      for (let t = 0; t < 30; t++) advance(shared, members, t)
      const { shared: other, members: others } = start()
      for (let t = 0; t < 30; t++) advance(other, others, t)
      fc.assert(
        fc.property(fc.shuffledSubarray(keys, { minLength: 1 }), fc.nat(), (some, seed) => {
          const random = new Random(seed)
          const inputs = some.map(() => numbers(random, 4))
          if (random.below(3) === 0) inputs[0]![1] = Number.NaN
          const chosen = some.map((key) => members[keys.indexOf(key)]!)
          shared.stepAll(chosen, Float64Array.from(inputs.flatMap((x) => [...x])))
          some.forEach((key, i) => {
            const alone = others[keys.indexOf(key)]!
            alone.step(inputs[i]!)
            expect(chosen[i]!.outputs).toEqual(alone.outputs)
          })
        }),
        { numRuns: 30 },
      )
      expect(everything(shared, members)).toEqual(everything(other, others))
    })

    it('learns nothing twice from a member that was saved before an update, and the shard after it', () => {
      const from = start()
      for (let t = 0; t < 20; t++) advance(from.shared, from.members, t)
      const [early, late] = from.members
      early!.learn(rowOf(early!.key, 20).targets)
      const saved = [snapshot(early!)]
      from.shared.apply()
      late!.learn(rowOf(late!.key, 20).targets)
      const shard = snapshot(from.shared)
      saved.push(snapshot(late!))
      const to = start()
      restore(to.shared, shard)
      for (const [i, state] of saved.entries()) restore(to.members[i]!, state)
      expect(to.members.map(({ pending }) => pending)).toEqual(from.members.map(({ pending }) => pending))
      expect(to.shared.apply()).toEqual(from.shared.apply())
      expect(to.shared.parameters).toEqual(from.shared.parameters)
    })

    it('has the mean of the gradients of its members, by finite differences', () => {
      const still = { ...options, learningRate: 0, clipNorm: 1e6, replays: 0, learnFrom: 1 }
      const shared = new SharedLstm(still)
      const random = new Random(8)
      const weights = numbers(random, shared.parameters.length).map((x) => 0.5 * x)
      shared.engine.parameters = weights
      // Windows of different lengths: the members began one after another.
      const members = keys.map((key) => shared.join(key))
      for (let t = 0; t < 12; t++) advance(shared, members.slice(0, 1 + t), t)
      const before = members.map((member) => snapshot(member))
      const lossWith = (parameters: Float64Array) => {
        members.forEach((member, i) => {
          restore(member, before[i]!)
        })
        shared.engine.parameters = parameters
        for (const member of members) member.learn(rowOf(member.key, 12).targets)
        return shared.apply()
      }
      const { loss, learned } = lossWith(weights)
      expect(learned).toBe(true)
      const { gradient } = shared.engine
      // The loss is the mean over the members.
      const alone = members.map((member, i) => {
        restore(member, before[i]!)
        member.learn(rowOf(member.key, 12).targets)
        return shared.apply().loss
      })
      expect(relativeGap([loss], [alone.reduce((sum, one) => sum + one) / keys.length])).toBeLessThan(1e-6)
      // Differences of float32 need larger steps.
      const [by, bound] = engine === 'wasm' ? [4e-3, 2e-4] : [1e-5, 1e-6]
      for (let trial = 0; trial < 25; trial++) {
        const i = random.below(weights.length)
        const changed = (change: number) => lossWith(weights.map((w, j) => (j === i ? w + change : w))).loss
        expect(Math.abs((changed(by) - changed(-by)) / (2 * by) - gradient[i]!)).toBeLessThan(bound)
      }
    })

    it('counts only members with a known target', () => {
      const [some, all] = [start(['a', 'b']), start(['a', 'b', 'silent'])]
      for (const one of [some, all])
        for (let t = 0; t < 30; t++) {
          for (const member of one.members) {
            const { targets, inputs } = rowOf(member.key, t)
            member.learn(member.key === 'silent' ? targets.fill(Number.NaN) : targets)
            member.step(inputs)
          }
          one.shared.apply()
        }
      expect(relativeGap(all.shared.parameters, some.shared.parameters)).toBeLessThan(1e-5)
    })

    it('learns nothing without pending members, and pending ends with apply', () => {
      const { shared, members } = start()
      expect(shared.apply()).toEqual({ learned: false, loss: 0, gradientNorm: 0, rejected: false })
      for (let t = 0; t < 20; t++) advance(shared, members, t)
      expect(shared.pending).toBe(false)
      members[2]!.learn(rowOf('bern', 20).targets)
      expect([shared.pending, members[2]!.pending, shared.isPending('bern')]).toEqual([true, true, true])
      expect([shared.isPending('oslo'), shared.isPending('unknown')]).toEqual([false, false])
      expect(shared.apply().learned).toBe(true)
      expect([shared.pending, members[2]!.pending]).toEqual([false, false])
    })

    it('leaves out a member that makes a second step before the update', () => {
      const { shared, members } = start()
      for (let t = 0; t < 20; t++) advance(shared, members, t)
      const [first, second] = members as [Member, Member]
      for (const member of [first, second]) member.learn(rowOf(member.key, 20).targets)
      for (let i = 0; i < 2; i++) first.step(numbers(new Random(i), 4))
      second.step(numbers(new Random(2), 4))
      expect([first.pending, second.pending]).toEqual([false, true])
    })

    it('leaves the weights as they are when a number overflows', () => {
      const { shared, members } = start()
      for (let t = 0; t < 20; t++) advance(shared, members, t)
      const { parameters } = shared
      shared.engine.parameters = parameters.map(() => Number.NaN)
      for (const member of members) member.learn(rowOf(member.key, 20).targets)
      expect(shared.apply()).toMatchObject({ learned: false, rejected: true })
      shared.engine.parameters = parameters
      for (const member of members) member.learn(rowOf(member.key, 20).targets)
      expect(shared.apply()).toMatchObject({ learned: true, rejected: false })
    })

    it('refuses a key twice until its member has been disposed of, and a wrong number of inputs', () => {
      const { shared, members } = start()
      expect(() => shared.join('oslo')).toThrow('lstm.join: expected a new key, got "oslo" again')
      members[0]!.dispose()
      members[0]!.dispose()
      expect(() => members[0]!.step(new Float64Array(4))).toThrow('disposed')
      expect(shared.join('oslo').pending).toBe(false)
      expect(() => shared.stepAll(members.slice(1, 3), new Float64Array(7))).toThrow(
        new RangeError('lstm.stepAll: expected 8 numbers (members × channels × inputs), got 7'),
      )
    })

    it('gives a member that joins again what a new one has, whatever left', () => {
      const { shared, members } = start()
      const fresh = bytesOf(members[3]!)
      for (let t = 0; t < 20; t++) advance(shared, members, t)
      for (const member of members) member.learn(rowOf(member.key, 20).targets)
      for (const member of members.slice(2, 5)) member.dispose()
      expect(keys.filter((key) => shared.isPending(key))).toEqual(['oslo', 'rome', 'nice', 'cork'])
      expect(bytesOf(shared.join('åre'))).toBe(fresh)
      expect(shared.apply().learned).toBe(true)
    })

    it('disposes of its members', () => {
      const { shared, members } = start()
      shared.dispose()
      expect(() => members[0]!.reset()).toThrow('disposed')
    })
  })
}
