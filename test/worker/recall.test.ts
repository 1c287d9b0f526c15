import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import type { FromWorker } from '../../src/worker/messages.ts'
import { recall } from '../../src/worker/recall.ts'
import { daily } from './daily.ts'
import { endOf, keptRun } from './kept.ts'

const framesOf = (sent: readonly FromWorker[]) =>
  sent.flatMap((message) => (message.kind === 'frame' ? message.frame.times : []))

describe('a run that is recalled', () => {
  it.each([
    ['one series', daily()],
    ['a last line without its end', daily().trimEnd()],
    ['several series', daily({ keys: ['north', 'south'] })],
  ])('is sent as it was: %s', async (_, text) => {
    const store = new MemoryStore()
    const { go, run, sent } = await keptRun(text, store)
    await go()
    const again: FromWorker[] = []
    const recordings = await recall(store, (message) => again.push(message))
    expect(await endOf(again)).toEqual(await endOf(sent))
    expect(framesOf(again)).toEqual(framesOf(sent))
    const statusOf = (all: readonly FromWorker[]) => all.findLast(({ kind }) => kind === 'status')
    expect(statusOf(again)).toEqual(statusOf(sent))
    const shown = (show: () => void, all: FromWorker[]) => {
      all.length = 0
      show()
      return all
    }
    if (text.includes('south')) expect(shown(() => recordings.show(1), again)).toEqual(shown(() => run.show(1), sent))
  })

  it('fails if nothing is kept', async () => {
    await expect(recall(new MemoryStore(), () => {})).rejects.toThrow('expected a run that was kept, got nothing')
  })
})
