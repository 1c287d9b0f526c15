import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { keepTrying } from '../../src/kafka/keep-trying.ts'

const client = { explained: (error: unknown) => error as Error }
const never = new AbortController().signal

describe('what fails on the way to Kafka', () => {
  it('is tried until it works', async () => {
    let tries = 0
    const result = await keepTrying(client, 'rows', never, async () => {
      if (++tries < 3) throw new Error('nobody answers')
      return 'done'
    })
    expect({ result, tries }).toEqual({ result: 'done', tries: 3 })
  })

  it('is not tried again if another try would not help', async () => {
    const wrong = new ConfigError([{ where: 'kafka.group:', message: 'expected permission' }])
    let tries = 0
    const failing = keepTrying(client, 'rows', never, async () => {
      tries++
      throw wrong
    })
    await expect(failing).rejects.toBe(wrong)
    expect(tries).toBe(1)
  })

  it('is not tried again after it was aborted', async () => {
    const controller = new AbortController()
    let tries = 0
    const failing = keepTrying(client, 'rows', controller.signal, async () => {
      if (++tries === 2) controller.abort()
      throw new Error('nobody answers')
    })
    await expect(failing).rejects.toThrow('nobody answers')
    expect(tries).toBe(2)
  })
})
