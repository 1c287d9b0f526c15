import { expect, it } from 'vitest'
import { eventKinds, type SeriesEvent } from '../../src/series/event.ts'

it('lists every kind once, and recovered as the end of the others', () => {
  expect(new Set(eventKinds).size).toBe(eventKinds.length)
  const ended: readonly NonNullable<SeriesEvent['of']>[] = ['anomaly', 'drift', 'alert', 'stale']
  expect(eventKinds).toEqual([...ended, 'recovered'])
})
