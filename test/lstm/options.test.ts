import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { memoryNeeded } from '../../src/lstm/memory-needed.ts'
import { resolveLstmOptions } from '../../src/lstm/options.ts'

describe('resolveLstmOptions', () => {
  it('fills in defaults', () => {
    expect(resolveLstmOptions({ inputs: 2, leads: [1, 2] })).toMatchObject({
      hidden: 32,
      layers: 1,
      channels: 1,
      window: 8,
      replays: 4,
      memory: 512,
      loss: 'huber',
      engine: 'wasm',
    })
  })

  it('requires rows for two windows and the longest lead', () => {
    expect(() => resolveLstmOptions({ inputs: 1, leads: [1, 5], window: 10, memory: 25 })).toThrow(
      'lstm.memory: expected at least 26 rows, got 25; two windows and the longest lead need them',
    )
  })

  it('keeps at least two windows and the longest lead', () => {
    expect(resolveLstmOptions({ inputs: 1, leads: [5000], window: 100 }).memory).toBe(5201)
  })

  it('reports every problem at once', () => {
    const options = { inputs: 0, leads: [2, 2], hidden: 1.5, layers: 4, learningRate: -1 } as const
    try {
      resolveLstmOptions(options)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      const { problems } = error as ConfigError
      expect(problems.map(({ where }) => where)).toEqual(
        ['inputs', 'leads', 'hidden', 'layers', 'learningRate'].map((name) => `lstm.${name}:`),
      )
      expect(problems[2]!.message).toBe('expected a whole number, got 1.5')
    }
  })

  it('refuses more than an arena of 1 GiB, and names the option that takes most of it', () => {
    const wide = { inputs: 10, leads: [1, 2], hidden: 128, channels: 1000 }
    expect(() => resolveLstmOptions({ ...wide, memory: 16_384 })).toThrow(
      'lstm.memory: expected a network of at most 1 GiB, got 16384; this one takes',
    )
    const small = { inputs: 1, leads: [1], hidden: 1 }
    // Padded, parameters and all: what these take is many times what their numbers would.
    expect(() => resolveLstmOptions({ ...small, channels: 4, memory: 2 ** 24 })).toThrow('lstm.memory:')
    expect(() => resolveLstmOptions({ ...small, window: 100_000, replays: 64 })).toThrow('lstm.window:')
  })

  it('accepts as many rows as fit, and not one more', () => {
    const sizes = { inputs: 1, leads: [1], hidden: 8, channels: 100 }
    const { weights, states, scratch } = memoryNeeded({
      ...resolveLstmOptions({ ...sizes }),
      storeRows: 4096,
      outputs: 1,
      targets: 1,
      windows: 5,
      members: 1,
    })
    const row = 4 * 100 * (4 + 8)
    const rows = Math.floor((2 ** 30 - 2 ** 16 - weights - states - scratch) / row)
    expect(resolveLstmOptions({ ...sizes, memory: rows }).memory).toBe(rows)
    expect(() => resolveLstmOptions({ ...sizes, memory: rows + 1 })).toThrow(ConfigError)
  })

  it('requires the reference engine, and rows enough, for a convolution or attention', () => {
    const front = { convolution: { filters: 4, width: 5 }, attention: { steps: 20 } }
    const sizes = { inputs: 1, leads: [1], window: 4, front }
    expect(() => resolveLstmOptions(sizes)).toThrow(
      'lstm.engine: expected "reference", which front needs, got nothing; set engine: reference, or leave out front',
    )
    expect(() => resolveLstmOptions({ ...sizes, engine: 'reference', memory: 29 })).toThrow('at least 30 rows, got 29')
    expect(resolveLstmOptions({ ...sizes, engine: 'reference', memory: 30 })).toMatchObject({ front, memory: 30 })
    expect(() => resolveLstmOptions({ ...sizes, engine: 'reference', front: {} })).toThrow(
      'lstm.front: expected convolution or attention, got {}; such as { convolution: { filters: 4, width: 5 } }',
    )
  })

  it('refuses leads that do not increase from 1', () => {
    for (const leads of [[], [0], [1, 3, 2], [1.5]])
      expect(() => resolveLstmOptions({ inputs: 1, leads })).toThrow(/^lstm\.leads/)
  })
})
