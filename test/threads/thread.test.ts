import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Thread } from '../../src/threads/thread.ts'
import { portable } from './rows.ts'

const data = { ...portable(), series: {}, timed: false }

it('answers in order, fails with what was thrown there, and takes no more once it is closed', async () => {
  const thread = new Thread(data)
  const answers = await Promise.allSettled([
    thread.ask('busy', { series: [] }),
    thread.ask('save', { ids: [{ series: ['nobody'] }] }),
    thread.ask('save', { ids: [] }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  await thread.close()
  await expect(thread.ask('busy', { series: [] })).rejects.toThrow('expected an open thread')
})

it('fails those who wait if it ends or cannot begin', async () => {
  const ended = new Thread(data)
  const waiting = ended.ask('busy', { series: [] })
  await ended.close()
  await expect(waiting).rejects.toThrow('expected an open thread, got one that was closed')

  const broken = new Thread({ ...data, steps: [{ name: 'nothing', argument: 1 }] })
  await expect(broken.ask('busy', { series: [] })).rejects.toThrow(/undefined/)
  await expect(broken.ask('busy', { series: [] })).rejects.toThrow(/undefined/)
  await broken.close()
})

it('begins with whatever memory its series may need', async () => {
  const small = new Thread({ ...data, series: { maxMemory: 1 } })
  await expect(small.ask('busy', { series: [] })).resolves.toEqual([])
  await small.close()
})

it('ends with a way out if its memory is used up', async () => {
  const small = new Thread({ ...data, series: { maxMemory: 1 } })
  const series = Array.from({ length: 1200 }, () => ['a'.repeat(300_000)])
  const answer = small.ask('busy', { series })
  await expect(answer).rejects.toThrow(DataError)
  await expect(answer).rejects.toThrow(/^threads: expected .* at most 268 MB of memory, .*--max-memory.* fewer threads/)
  await small.close()
})
