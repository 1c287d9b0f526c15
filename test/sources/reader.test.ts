import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { TextInput } from '../../src/sources/decoded-text.ts'
import { type Format, Reader } from '../../src/sources/reader.ts'

/** One letter a row: `.` an observation, `?` a missing value, `x` a reject, `-` a skip; `!` breaks off. */
class Letters implements Format {
  readonly utcAssumed = false
  private broken = false
  push(chunk: string) {
    return [...chunk].flatMap((letter) => {
      if (letter === '!') this.broken = true
      if (letter === 'x')
        return { place: { file: 'f', line: 1 }, column: 'c', reason: 'expected a dot, got "x"', raw: 'x' }
      if (letter === '-') return 'header'
      return letter === '.' || letter === '?'
        ? { time: 0, values: [letter === '?' ? Number.NaN : 1], covariates: [] }
        : []
    })
  }
  end() {
    return []
  }
  problem() {
    return this.broken ? new DataError('f:9 broken') : undefined
  }
}

/** The text as one chunk. */
const input = (text: string): TextInput => ({
  bytesRead: text.length,
  bytesTotal: text.length,
  repeatable: true,
  async *[Symbol.asyncIterator]() {
    yield text
  },
})

const never = new AbortController().signal

async function read(text: string, strict = false) {
  const ledger = new Ledger()
  const reader = new Reader({ input: input(text), strict }, new Letters(), ledger, never)
  let count = 0
  for await (const batch of reader.batches) count += batch.length
  const { accepted, imputed, rejected, skipped } = ledger
  return {
    count,
    booked: [accepted, imputed, rejected, skipped],
    failure: reader.failure?.message,
    fraction: reader.fraction,
  }
}

describe('Reader', () => {
  it('counts every row as one of four', async () => {
    expect(await read('..?x-.')).toEqual({ count: 4, booked: [3, 1, 1, 1], failure: undefined, fraction: 1 })
  })

  it('yields an empty batch if all rows were rejected, none without rows, and rows before a reject on their own', async () => {
    const batches = async (text: string) => {
      const reading = new Reader({ input: input(text), strict: false }, new Letters(), new Ledger(), never)
      let seen = ''
      for await (const batch of reading.batches) seen += batch.length
      return seen
    }
    expect([await batches('xx-x'), await batches(''), await batches('..x.')]).toEqual(['0', '', '21'])
  })

  it('takes a long text in pieces, and counts no row before the rows before it are consumed', async () => {
    const ledger = new Ledger()
    const reader = new Reader({ input: input('.'.repeat(40_000)), strict: false }, new Letters(), ledger, never)
    const seen: number[][] = []
    for await (const batch of reader.batches) seen.push([batch.length, ledger.rows, reader.fraction! * 40_000])
    expect(seen).toEqual([
      [16_384, 16_384, 16_384],
      [16_384, 32_768, 32_768],
      [7232, 40_000, 40_000],
    ])
  })

  it('keeps what was read before the input failed, and the reason', async () => {
    expect(await read('..!')).toMatchObject({ count: 2, failure: 'f:9 broken' })
  })

  it('stops at the first reject if it is strict', async () => {
    expect(await read('..x..', true)).toMatchObject({
      count: 2,
      booked: [2, 0, 1, 0],
      failure: 'f:1 c: expected a dot, got "x"',
    })
  })

  it('counts rows and bytes when their batch is consumed, and nothing after it is stopped', async () => {
    const ledger = new Ledger()
    const stop = new AbortController()
    const reader = new Reader(
      { input: input('..x..-....'), strict: false, maxBatch: 2 },
      new Letters(),
      ledger,
      stop.signal,
    )
    const seen: number[][] = []
    for await (const batch of reader.batches) {
      seen.push([batch.length, ledger.accepted, ledger.rejected, ledger.skipped, Math.round(reader.fraction! * 10)])
      if (seen.length === 3) stop.abort()
    }
    expect(seen).toEqual([
      [2, 2, 0, 0, 2],
      [2, 4, 1, 0, 5],
      [2, 6, 1, 1, 8],
    ])
    expect(ledger.rows).toBe(8)
  })
})
