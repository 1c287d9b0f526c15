import { expect, it } from 'vitest'
import { Backoff } from '../../src/live/backoff.ts'
import { Outage } from '../../src/live/outage.ts'

it('says once that the other side is lost and once that it is back, and begins its delays again', () => {
  const told: string[] = []
  const backoff = new Backoff({ from: 100, to: 800 }, () => 1)
  const outage = new Outage(backoff, (notice) => told.push(notice))
  outage.works()
  expect([outage.lost, told]).toEqual([false, []])
  expect([outage.lose('refused'), outage.lose('refused again')]).toEqual([true, false])
  expect([backoff.next(), backoff.next(), outage.lost]).toEqual([100, 200, true])
  outage.works()
  outage.works()
  expect([backoff.next(), outage.lost]).toEqual([100, false])
  expect(outage.lose('cut')).toBe(true)
  outage.works()
  outage.lose('asked to wait (HTTP 429)', true)
  outage.works()
  expect(told).toEqual([
    'no connection (refused); trying again until there is one',
    'connected again after 0 s',
    'no connection (cut); trying again until there is one',
    'connected again after 0 s',
    'asked to wait (HTTP 429); trying again until it works',
    'works again after 0 s',
  ])
})

it('says that it works if the first try succeeds, once, and not after a loss', () => {
  const backoff = new Backoff({ from: 100, to: 800 }, () => 1)
  const told: string[] = []
  const outage = (name: string) =>
    new Outage(
      backoff,
      () => {},
      () => told.push(name),
    )
  const [first, second] = [outage('first'), outage('second')]
  first.works()
  first.works()
  second.lose('refused')
  second.works()
  second.works()
  expect(told).toEqual(['first'])
})
