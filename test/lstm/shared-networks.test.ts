import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { SharedNetworks } from '../../src/lstm/shared-networks.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const options: LstmOptions = { inputs: 1, leads: [1], hidden: 4, learnFrom: 1, seed: 4 }
const at = (t: number) => Float64Array.of((t % 3) - 1)

function learn(networks: SharedNetworks, members: readonly ReturnType<SharedNetworks['join']>[], steps = 12) {
  for (let t = 0; t < steps; t++) {
    for (const member of members) {
      member.learn(at(t))
      member.step(at(t))
    }
    networks.apply()
  }
}

describe('SharedNetworks', () => {
  it('share a network by name and options', () => {
    const networks = new SharedNetworks()
    const a = networks.join('naive', 'oslo', options)
    const b = networks.join('naive', 'rome', options)
    const c = networks.join('other', 'rome', options)
    const d = networks.join('naive', 'bern', { ...options, learningRate: 0 })
    for (let t = 0; t < 20; t++) {
      a.learn(at(t))
      for (const member of [a, b, c, d]) member.step(at(t))
      networks.apply()
    }
    const said = [a, b, c, d].map((member) => member.step(at(0))[0]!)
    expect(said[0]).not.toBe(0)
    expect(said[1]).toBe(said[0])
    expect(said.slice(2)).toEqual([0, 0])
  })

  it('tell which series pend, in whatever network', () => {
    const networks = new SharedNetworks()
    const members = ['oslo', 'rome'].map((key, i) => networks.join(`n${i}`, key, options))
    learn(networks, members)
    expect(networks.isPending('rome')).toBe(false)
    members[1]!.learn(at(0))
    expect([networks.isPending('rome'), networks.isPending('oslo')]).toEqual([true, false])
  })

  it('continue with the same bits from a snapshot, before any series has joined', () => {
    const networks = new SharedNetworks()
    const names = ['naive', 'linear']
    const members = names.map((name) => networks.join(name, 'oslo', options))
    learn(networks, members)
    members[0]!.learn(at(1))
    const saved = members.map((member) => snapshot(member))
    const again = new SharedNetworks()
    restore(again, snapshot(networks))
    const others = names.map((name) => again.join(name, 'oslo', options))
    others.forEach((member, i) => {
      restore(member, saved[i]!)
    })
    expect(again.isPending('oslo')).toBe(true)
    learn(networks, members)
    learn(again, others)
    expect(snapshot(again)).toEqual(snapshot(networks))
    expect(others.map((member) => snapshot(member))).toEqual(members.map((member) => snapshot(member)))
  })

  it('take over the weights when the rates have changed since the snapshot, not when the sizes have', () => {
    const networks = new SharedNetworks()
    const member = networks.join('naive', 'oslo', options)
    learn(networks, [member])
    const said = member.step(at(0))[0]
    const saved = { networks: snapshot(networks), member: snapshot(member) }
    for (const [change, same] of [
      [{ learningRate: 1e-4 }, true],
      [{ hidden: 5 }, false],
    ] as const) {
      const again = new SharedNetworks()
      restore(again, saved.networks)
      const other = again.join('naive', 'oslo', { ...options, ...change })
      if (same) restore(other, saved.member)
      expect(other.outputs[0] === said).toBe(same)
      expect(other.step(at(1))[0] === 0).toBe(!same)
    }
  })

  it('refuse a snapshot of a network that it could not hold', () => {
    const networks = new SharedNetworks()
    networks.join('naive', 'oslo', options)
    const spec = JSON.stringify({ name: 'naive', options })
    for (const forged of [
      '{}',
      '{"name":"naive","options":{"inputs":0}}',
      spec.replace('"hidden":4', '"hidden":1000'),
    ]) {
      const bytes = snapshot({
        state: (fields) => {
          fields.list('networks', [0], (inner) => {
            inner.built('network', { state: () => {} }, forged, () => ({ state: () => {} }))
            return 0
          })
        },
      })
      expect(() => restore(networks, bytes)).toThrow(DataError)
    }
  })

  it('free their memory', () => {
    const networks = new SharedNetworks()
    const member = networks.join('naive', 'oslo', options)
    networks.dispose()
    expect(() => member.reset()).toThrow('disposed')
    expect(networks.isPending('oslo')).toBe(false)
  })
})
