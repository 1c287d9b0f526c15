import { describe, expect, it } from 'vitest'
import { chooseTopics } from '../../src/published/choose-topics.ts'

const chosen = (sinks: Parameters<typeof chooseTopics>[0]) => {
  const { forecasts, events, remarks } = chooseTopics(sinks)
  return [forecasts?.topic, events?.topic, ...remarks]
}

describe('the topics of a pipeline', () => {
  it('are those that say most', () => {
    const some = { topic: 'next', leads: [1, 24] }
    const latest = { topic: 'latest', only: 'latest' as const }
    const all = { topic: 'all' }
    expect(chosen([latest, some, all])).toEqual(['all', undefined])
    expect(chosen([latest, some])).toEqual([
      'next',
      undefined,
      'Only the leads 1, 24 are shown, as the topic next has no others; alerts are not',
    ])
    expect(chosen([latest])).toEqual([
      'latest',
      undefined,
      'The topic latest can lack origins: scores begin again after each of them',
    ])
  })

  it('are those of the events too, best with the forecasts', () => {
    const events = { topic: 'events', only: 'events' as const }
    expect(chosen([events, { topic: 'all' }])).toEqual(['all', 'events'])
    expect(chosen([events, { topic: 'all', events: true }])).toEqual(['all', 'all'])
    expect(chosen([{ topic: 'next', leads: [2] }, events])).toEqual([
      'next',
      'events',
      'Only the leads 2 are shown, as the topic next has no others',
    ])
  })

  it('say that there is nothing to show without forecasts', () => {
    expect(chosen([{ topic: 'events', only: 'events' }])).toEqual([
      undefined,
      'events',
      'No sink of the pipeline sends forecasts to a topic: there is nothing to show',
    ])
  })
})
