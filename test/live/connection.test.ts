import { expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { keepConnected } from '../../src/live/connection.ts'
import type { Link } from '../../src/live/feed.ts'

const reconnect = { from: 1, to: 4 }

/** Runs a feed whose tries are given one by one; the run is stopped after the last. */
async function connected(tries: ((link: Link) => Promise<void> | void)[], idle?: number) {
  const stop = new AbortController()
  const told: string[] = []
  const links: (string | undefined)[] = []
  const messages: string[] = []
  const receiver = {
    cursor: undefined,
    async message(text: string) {
      messages.push(text)
    },
  }
  const left = [...tries]
  const run = async (link: Link) => {
    if (left.length === 1) queueMicrotask(() => stop.abort())
    await left.shift()!(link)
  }
  const feed = { name: 'tap', run }
  await keepConnected(feed, receiver, stop.signal, {
    reconnect,
    idle,
    tell: (notice) => told.push(notice),
    linked: (lost) => links.push(lost),
  })
  return { told, messages, left, links }
}

/** Opens, and then nothing is heard until it is aborted. */
function silent(link: Link): Promise<void> {
  link.open()
  return new Promise((resolve) => link.signal.addEventListener('abort', () => resolve()))
}

it('connects again after a close and after a failure, and says once that it was lost and once that it is back', async () => {
  const { links, messages, told } = await connected([
    async (link) => {
      link.open()
      await link.message('a')
    },
    () => {
      throw new Error('connect ECONNREFUSED')
    },
    () => {
      throw new Error('connect ECONNREFUSED')
    },
    async (link) => {
      link.open()
      await link.message('b')
    },
  ])
  expect(messages).toEqual(['a', 'b'])
  const refused = 'connect ECONNREFUSED'
  expect(links).toEqual([undefined, 'it was closed', refused, refused, undefined])
  expect(told).toEqual([
    'tap: no connection (it was closed); trying again until there is one',
    expect.stringMatching(/^tap: connected again after \d+ s$/),
  ])
})

it('ends with a ConfigError, since another try would not help', async () => {
  const refused = new ConfigError([{ where: 'tap:', message: 'expected a password' }])
  await expect(
    connected([
      () => {
        throw refused
      },
      () => {},
      () => {},
    ]),
  ).rejects.toBe(refused)
})

it('connects again if nothing is heard, but not while messages wait for the pipeline', async () => {
  const { told } = await connected([silent, () => {}], 5)
  expect(told[0]).toBe('tap: no connection (nothing was heard for 0.005 s); trying again until there is one')
  const stop = new AbortController()
  let tries = 0
  const slow = { cursor: undefined, message: () => new Promise<void>((resolve) => setTimeout(resolve, 60)) }
  const run = async (link: Link) => {
    tries++
    await link.message('a')
    stop.abort()
  }
  await keepConnected({ name: 'tap', run }, slow, stop.signal, { reconnect, idle: 5 })
  expect(tries).toBe(1)
})
