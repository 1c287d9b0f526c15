import { describe, expect, it } from 'vitest'
import type { Batch } from '../../src/delivery/message.ts'
import { type Service, serviceSink } from '../../src/delivery/service-sink.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import type { Selection } from '../../src/sinks/selection.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { options } from './recipient.ts'

class Board implements Service<unknown> {
  readonly name = 'board'
  readonly further: unknown
  readonly idempotent = false
  readonly got: unknown[] = []
  readonly ids: string[] = []
  gate: Promise<void> = Promise.resolve()

  constructor(further?: unknown) {
    this.further = further
  }

  forecast(scored: ScoredData) {
    return { origin: scored.origin, leads: scored.leads }
  }
  event({ kind }: SeriesEvent) {
    return kind
  }
  async deliver({ messages }: Batch<unknown>) {
    await this.gate
    for (const { id, body } of messages) {
      this.got.push(body)
      this.ids.push(id)
    }
  }
}

const day = 86_400_000
const drift: SeriesEvent = { kind: 'drift', time: day, reason: 'r', channel: 0 }
const stale: SeriesEvent = { kind: 'stale', time: 3 * day, reason: 's', clock: true }

async function delivered(which: Selection, place: Partial<SinkPlace> = {}) {
  const board = new Board()
  const sink = serviceSink('board', board, which, options, placeOf(place))
  await sink.open?.()
  await sink.write([{ ...scoredOf(1), events: [drift] }, scoredOf(2)])
  await sink.happened?.(stale)
  await sink.close(summary)
  return { board, sink }
}

describe('serviceSink', () => {
  it('delivers a message for each origin', async () => {
    const { board, sink } = await delivered({})
    expect(board.got).toEqual([1, 2].map((origin) => ({ origin: origin * day, leads: [1, 2] })))
    expect(board.ids).toEqual(['t//1970-01-02T00:00:00.000Z', 't//1970-01-03T00:00:00.000Z'])
    expect(sink.id).toMatch(/^board board [0-9a-f]{8}$/)
  })

  it('only: events, or events besides the forecasts', async () => {
    expect((await delivered({ only: 'events' })).board.got).toEqual(['drift', 'stale'])
    const { board } = await delivered({ events: true })
    expect(board.got.filter((body) => typeof body === 'string')).toEqual(['drift', 'stale'])
    expect(board.got).toHaveLength(4)
    expect(new Set(board.ids).size).toBe(4)
  })

  it('leads: no others', async () => {
    const { board, sink } = await delivered({ leads: [2] })
    expect(board.got).toEqual([1, 2].map((origin) => ({ origin: origin * day, leads: [2] })))
    expect(sink.id).toMatch(/^board board, leads 2 /)
  })

  it('only: latest leaves out what a newer forecast replaced while it waited', async () => {
    const board = new Board()
    let release = () => {}
    board.gate = new Promise((resolve) => (release = resolve))
    const sink = serviceSink('board', board, { only: 'latest' }, options, placeOf())
    for (let origin = 1; origin <= 5; origin++) await sink.write([scoredOf(origin)])
    release()
    await sink.close(summary)
    expect(board.got).toEqual([1, 5].map((origin) => ({ origin: origin * day, leads: [1, 2] })))
  })

  it('is another one with other headers, and the same one with another value of a variable', () => {
    const idWith = (key: string, hide?: (text: string) => string) =>
      serviceSink('board', new Board({ Authorization: `Bearer ${key}` }), {}, options, placeOf({ hide })).id
    expect(idWith('key-1')).not.toBe(idWith('key-2'))
    const hide = (text: string) => text.replaceAll(/key-\d/g, 'KEY')
    expect(idWith('key-1', hide)).toBe(idWith('key-2', hide))
  })

  it('says how the delivery goes', async () => {
    const { sink } = await delivered({})
    expect(sink.delivery).toEqual({ waiting: 0, delivered: 2, dropped: 0, connected: true })
  })
})
