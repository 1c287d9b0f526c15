import { expect, it } from 'vitest'
import { Flow } from '../../src/live/flow.ts'

it('pauses the other side while too many messages are open, and passes all of them on in order', async () => {
  const calls: string[] = []
  const safe: (() => void)[] = []
  const passed: string[] = []
  const link = {
    signal: new AbortController().signal,
    cursor: undefined,
    open() {},
    heard() {},
    message(text: string) {
      passed.push(text)
      return new Promise<void>((resolve) => safe.push(resolve))
    },
  }
  const flow = new Flow(link, { pause: () => calls.push('pause'), resume: () => calls.push('resume') })
  for (let i = 0; i < 300; i++) flow.message(`${i}`)
  expect(passed).toEqual(Array.from({ length: 300 }, (_, i) => `${i}`))
  expect([calls, flow.paused]).toEqual([['pause'], true])
  for (const resolve of safe.slice(0, 171)) resolve()
  await Promise.resolve()
  await Promise.resolve()
  expect(calls).toEqual(['pause'])
  safe[171]!()
  await Promise.resolve()
  await Promise.resolve()
  expect([calls, flow.paused]).toEqual([['pause', 'resume'], false])
})
