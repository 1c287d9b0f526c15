import { describe, expect, it } from 'vitest'
import { lstmOptions } from '../../src/lstm/options.ts'
import { ConfigError } from '../../src/series/errors.ts'

describe('lstmOptions', () => {
  it('fills in what is not said', () => {
    expect(lstmOptions({ inputs: 2, leads: [1, 2] })).toMatchObject({
      hidden: 32,
      layers: 1,
      channels: 1,
      window: 8,
      replays: 4,
      memory: 4096,
      loss: 'huber',
      engine: 'wasm',
    })
  })

  it('keeps at least two windows and the longest lead', () => {
    expect(lstmOptions({ inputs: 1, leads: [5000], window: 100 }).memory).toBe(5201)
  })

  it('names every problem at once', () => {
    const options = { inputs: 0, leads: [2, 2], hidden: 1.5, layers: 4, memory: 3, learningRate: -1 } as const
    try {
      lstmOptions(options)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      const { problems } = error as ConfigError
      expect(problems.map(({ where }) => where)).toEqual(
        ['inputs', 'hidden', 'layers', 'memory', 'leads', 'learningRate'].map((name) => `lstm.${name}:`),
      )
      expect(problems[1]!.message).toBe('expected a whole number from 1 to 4096, got 1.5; choose one')
    }
  })

  it('refuses what would not fit into memory, and says how large a row is', () => {
    expect(() => lstmOptions({ inputs: 10, leads: [1, 2], hidden: 128, channels: 1000, memory: 4096 })).toThrow(
      'lstm.memory: expected rows for at most 1 GiB (one takes 1072000 bytes), got 4096; keep fewer',
    )
    expect(() => lstmOptions({ inputs: 1, leads: [1], hidden: 128, window: 2 ** 18, replays: 63 })).toThrow(
      'lstm.window:',
    )
  })

  it('refuses leads that do not rise from 1', () => {
    for (const leads of [[], [0], [1, 3, 2], [1.5]])
      expect(() => lstmOptions({ inputs: 1, leads })).toThrow('rising whole numbers from 1')
  })
})
