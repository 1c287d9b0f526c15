import { describe, expect, it } from 'vitest'
import { Pending } from '../../src/delivery/pending.ts'
import { message, numbered } from './recipient.ts'

const pendingOf = (count: number) => {
  const pending = new Pending<string>(4)
  for (const one of numbered(1, count)) pending.add(one)
  return pending
}

describe('Pending', () => {
  it('counts rows and messages, in batches or not', () => {
    const pending = pendingOf(6)
    expect([pending.rows, pending.size]).toEqual([6, 6])
    expect(pending.first()!.messages).toHaveLength(4)
    expect([pending.rows, pending.size]).toEqual([6, 6])
    pending.settle()
    expect([pending.rows, pending.size]).toEqual([2, 2])
  })

  it('puts a message with more rows than a batch in a batch of its own', () => {
    const pending = new Pending<string>(4)
    pending.add({ ...message(1), rows: 9 })
    pending.add(message(2))
    expect(pending.form()!.messages.map(({ id }) => id)).toEqual(['1'])
  })

  it('gives the same messages the same key, and others another', () => {
    expect(pendingOf(3).form()!.key).toBe(pendingOf(3).form()!.key)
    expect(pendingOf(2).form()!.key).not.toBe(pendingOf(3).form()!.key)
  })

  it('drops the oldest, but never the batch under way', () => {
    const pending = pendingOf(6)
    pending.first()
    expect(pending.dropOldest()).toEqual({ count: 1 })
    pending.form()!.onDisk = true
    expect(pending.dropOldest()).toEqual({ count: 1, key: expect.any(String) })
    expect(pending.dropOldest()).toBeUndefined()
    expect([pending.rows, pending.size]).toEqual([4, 4])
  })
})
