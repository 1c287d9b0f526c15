import type { Fields, Saveable } from '../state/fields.ts'

/**
 * xoshiro128** (Blackman & Vigna 2018): a small generator with the same numbers on every machine. Seeded through
 * splitmix32, so that neighbouring seeds give unrelated sequences.
 */
export class Random implements Saveable {
  /** Four 32-bit words, never all zero: the whole state. */
  private readonly words = new Uint32Array(4)

  /** @param seed any whole number; its low 32 bits count */
  constructor(seed: number) {
    let s = seed >>> 0
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9) >>> 0
      let z = s
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      this.words[i] = z ^ (z >>> 16)
    }
    this.words[3]! |= 1
  }

  /** The next 32 bits, as a whole number from 0 to 2³² − 1. */
  bits(): number {
    const s = this.words
    const scrambled = Math.imul(rotate(Math.imul(s[1]!, 5), 7), 9) >>> 0
    const shifted = s[1]! << 9
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= shifted
    s[3] = rotate(s[3]!, 11)
    return scrambled
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 4_294_967_296
  }

  /** A whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n)
  }

  state(fields: Fields): void {
    fields.numbers('words', this.words)
  }
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))
