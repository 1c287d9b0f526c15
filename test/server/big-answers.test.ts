import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sharedAnswer } from '../../src/server/big-answers.ts'

describe('a shared answer', () => {
  it('is made again only after twenty times the time it took', async () => {
    let now = 0
    let made = 0
    const answer = sharedAnswer(
      () => {
        made++
        now += 10
        return `answer ${made}`
      },
      () => now,
    )
    const first = answer()
    now += 199
    expect(answer()).toBe(first)
    now += 1
    expect(Buffer.from(answer().text).toString()).toBe('answer 2')
    expect(made).toBe(2)
    expect(gunzipSync(await first.packed).toString()).toBe('answer 1')
    expect(first.packed).toBe(first.packed)
  })
})
