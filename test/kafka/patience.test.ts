import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { Patience } from '../../src/kafka/patience.ts'

const client = { explained: (error: unknown) => error as Error }
const never = new AbortController().signal

describe('patience', () => {
  it('tries until it works, and says once that it does not and once that it does', async () => {
    const notices: string[] = []
    const patience = new Patience(client, (notice) => notices.push(notice))
    let tries = 0
    const result = await patience.keep('rows', never, async () => {
      if (++tries < 3) throw new Error('nobody answers')
      return 'done'
    })
    expect({ result, tries }).toEqual({ result: 'done', tries: 3 })
    expect(notices).toEqual([
      'no connection (nobody answers); trying again until there is one',
      expect.stringMatching(/^connected again after \d+ s$/),
    ])
  })

  it('ends at once if another try would not help', async () => {
    const patience = new Patience(client, () => {})
    const wrong = new ConfigError([{ where: 'kafka.group:', message: 'expected permission' }])
    let tries = 0
    const failing = patience.keep('rows', never, async () => {
      tries++
      throw wrong
    })
    await expect(failing).rejects.toBe(wrong)
    expect(tries).toBe(1)
  })

  it('ends when it is aborted', async () => {
    const controller = new AbortController()
    const patience = new Patience(client, () => controller.abort())
    const failing = patience.keep('rows', controller.signal, () => Promise.reject(new Error('nobody answers')))
    await expect(failing).rejects.toThrow('nobody answers')
  })
})
