import { describe, expect, it } from 'vitest'
import { murmur2 } from '../../src/series/murmur2.ts'

describe('murmur2', () => {
  it('is the hash of Kafka’s clients', () => {
    // The values of the tests of Kafka's own client.
    const known: [string, number][] = [
      ['21', -973932308],
      ['foobar', -790332482],
      ['a-little-bit-long-string', -985981536],
      ['a-little-bit-longer-string', -1486304829],
      ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
      ['abc', 479470107],
    ]
    for (const [text, hash] of known) expect(murmur2(new TextEncoder().encode(text)), text).toBe(hash)
  })
})
