import { expect, it } from 'vitest'
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

it('ends with the reason if its memory is used up', async () => {
  const small = new Thread({ ...data, series: { maxMemory: 1 } })
  await expect(small.ask('busy', { series: [] })).rejects.toThrow(/memory limit/)
  await small.close()
})
