import { describe, expect, it } from 'vitest'
import { openOutlet } from '../../src/simulate/open-outlet.ts'

const stay = new AbortController().signal

describe('openOutlet', () => {
  it.each([
    [{ mqtt: true, topic: 'a', retain: false }, /^mqtt:\/\/127\.0\.0\.1:\d+$/],
    [{ ws: true }, /^ws:\/\/127\.0\.0\.1:\d+$/],
    [{ http: true }, /^http:\/\/127\.0\.0\.1:\d+\/rows$/],
  ] as const)('opens %j', async (way, address) => {
    const outlet = await openOutlet(way, 0)
    expect(outlet.address).toMatch(address)
    await outlet.close(stay)
  })
})
