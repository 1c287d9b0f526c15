import { expect, it, vi } from 'vitest'
import { Precedence } from '../../src/tasks/precedence.ts'

const hasTurn = async (precedence: Precedence) => {
  let has = false
  void precedence.turn().then(() => (has = true))
  await new Promise(setImmediate)
  return has
}

it('has others wait until all takeovers are over', async () => {
  const precedence = new Precedence()
  expect(await hasTurn(precedence)).toBe(true)
  precedence.begin(1)
  precedence.begin(2)
  precedence.end(1)
  expect(await hasTurn(precedence)).toBe(false)
  precedence.end(2)
  expect(await hasTurn(precedence)).toBe(true)
})

it('has them wait for a takeover that takes long only for a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const precedence = new Precedence()
    precedence.begin(1)
    vi.advanceTimersByTime(999)
    expect(await hasTurn(precedence)).toBe(false)
    vi.advanceTimersByTime(1)
    expect(await hasTurn(precedence)).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
