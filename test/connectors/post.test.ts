import { describe, expect, it, onTestFinished } from 'vitest'
import { afterMs, Poster } from '../../src/connectors/post.ts'
import { Later, Refused } from '../../src/delivery/message.ts'
import { Receiver } from './receiver.ts'

const never = new AbortController().signal

async function posterTo(receiver: Receiver) {
  const poster = new Poster(`${receiver.url}/x`)
  onTestFinished(() => poster.close())
  return (body: string, signal = never) => poster.post(Buffer.from(body), { A: 'b' }, signal)
}

describe('Poster', () => {
  it('posts a body with its length and headers', async () => {
    const receiver = await Receiver.start()
    const post = await posterTo(receiver)
    await post('über')
    expect(receiver.received[0]).toMatchObject({ path: '/x', body: 'über', headers: { a: 'b', 'content-length': '5' } })
  })

  it('sends user and password of the address as Basic authorization', async () => {
    const receiver = await Receiver.start()
    const poster = new Poster(`${receiver.url.replace('//', '//me:hunter2@')}/x`)
    onTestFinished(() => poster.close())
    await poster.post(Buffer.from('1'), {}, never)
    const basic = `Basic ${Buffer.from('me:hunter2').toString('base64')}`
    expect(receiver.received[0]).toMatchObject({ path: '/x', headers: { authorization: basic } })
  })

  it('tells answers after which to try again from those after which not to', async () => {
    const receiver = await Receiver.start()
    const post = await posterTo(receiver)
    for (const status of [408, 425, 429, 500, 503]) {
      receiver.reply = () => ({ status, headers: { 'retry-after': '2' } })
      await expect(post('')).rejects.toMatchObject(new Later(`HTTP ${status}`, 2000))
    }
    for (const status of [301, 400, 401, 404, 410]) {
      receiver.reply = () => ({ status, text: 'why' })
      await expect(post('')).rejects.toBeInstanceOf(Refused)
    }
  })

  it('posts again at once if an idle connection was closed', async () => {
    const receiver = await Receiver.start()
    const post = await posterTo(receiver)
    await post('1')
    receiver.cut()
    await post('2')
    expect(receiver.received.map(({ body }) => body)).toEqual(['1', '2'])
  })

  it('ends a request when the signal is aborted, also during a long answer', async () => {
    const receiver = await Receiver.start()
    const post = await posterTo(receiver)
    const ending = new AbortController()
    receiver.reply = () => new Promise(() => ending.abort())
    await expect(post('1', ending.signal)).rejects.toThrow()
  })
})

it('afterMs reads seconds and dates, up to an hour', () => {
  const now = Date.parse('2024-01-01T00:00:00Z')
  expect(afterMs('5')).toBe(5000)
  expect(afterMs('Mon, 01 Jan 2024 00:00:30 GMT', now)).toBe(30_000)
  expect(afterMs('Sun, 31 Dec 2023 00:00:30 GMT', now)).toBe(0)
  expect(afterMs('999999999')).toBe(3_600_000)
  expect([afterMs(undefined), afterMs('soon')]).toEqual([0, 0])
})
