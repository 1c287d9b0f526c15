import { expect, it } from 'vitest'
import { together } from '../../src/run/onlookers.ts'
import { Ledger } from '../../src/series/ledger.ts'

it('a run is shown to several, in their order', () => {
  const seen: string[] = []
  const one = (name: string) =>
    new Proxy(
      {},
      { get: (_, method) => (value: unknown) => void seen.push(`${name} ${String(method)} ${typeof value}`) },
    )
  const both = together([one('a'), {}, one('b')])
  both.begin?.(new Ledger())
  both.write([])
  both.note({ time: 0, kind: 'note', text: '' })
  both.happened?.({ kind: 'stale', time: 0, reason: '' })
  both.step?.(1)
  both.progress(null, null)
  both.end({ rows: new Ledger().counts })
  both.fail(new Error('no'))
  both.checkpointed?.(new Error('no'))
  const methods = ['begin', 'write', 'note', 'happened', 'step', 'progress', 'end', 'fail', 'checkpointed']
  expect(seen.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(
    methods.flatMap((method) => [`a ${method}`, `b ${method}`]),
  )
  const pieces = {
    *pieces() {
      yield ['a', { state() {} }] as const
    },
  }
  expect([...together([pieces, {}]).pieces!()].map(([key]) => key)).toEqual(['a'])
})

it('the inside state of a series is wanted if one of them wants it', () => {
  const wants = (name: string) => ({ wantsInside: ([key]: readonly string[]) => key === name })
  const both = together([wants('a'), {}, wants('b')])
  expect(['a', 'b', 'c'].map((key) => both.wantsInside!([key]))).toEqual([true, true, false])
})

it('rows are not timed if no onlooker wants it', () => {
  expect(together([{ write() {} }]).step).toBeUndefined()
})
