import { afterEach, describe, expect, it, vi } from 'vitest'
import { warnOnce } from '../../src/lstm/warn-once.ts'

afterEach(() => vi.restoreAllMocks())

describe('warnOnce', () => {
  it('says a thing once, and another thing once', () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    for (const message of ['one', 'one', 'two', 'one']) warnOnce(message)
    expect(said.mock.calls).toEqual([['one'], ['two']])
  })
})
