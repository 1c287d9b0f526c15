import { expect, it } from 'vitest'
import { watchedLink } from '../../src/live/watched-link.ts'

it('passes on everything, and says so', async () => {
  const told: string[] = []
  const tell = (text: string) => void told.push(text)
  const over = new AbortController()
  const link = {
    signal: over.signal,
    cursor: '5',
    open: () => tell('open'),
    heard: () => tell('heard'),
    message: async (text: string, cursor?: string) => tell(`${text} ${cursor}`),
  }
  const sent: Promise<void>[] = []
  const watched = watchedLink(link, { connected: () => tell('connected'), sent: (safe) => void sent.push(safe) })
  watched.open()
  watched.heard()
  const safe = watched.message('a', '6')
  expect(told).toEqual(['connected', 'open', 'connected', 'heard', 'connected', 'a 6'])
  expect(sent).toEqual([safe])
  link.cursor = '6'
  over.abort()
  expect(watched.cursor).toBe('6')
  expect(watched.signal.aborted).toBe(true)
  await watchedLink(link, { connected: () => {} }).message('b')
  expect(told.at(-1)).toBe('b undefined')
})
