import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { leftIn, lineText, messageCount, messagesIn } from '../../src/delivery/outbox-lines.ts'
import { folder, numbered } from './recipient.ts'

it('reads whose the files of an outbox are and what waits in them, but no line that is cut or changed', async () => {
  const paths = ['1', '2'].map((name) => join(folder(), name)) as [string, string]
  const batch = (key: string, from: number, to: number) => ({ batch: { key, messages: numbered(from, to) } })
  writeFileSync(paths[0], [{ sink: 'webhook a' }, batch('a', 1, 2), batch('b', 3, 3)].map(lineText).join(''))
  writeFileSync(paths[1], lineText({ done: 'a' }))
  appendFileSync(paths[1], lineText(batch('c', 4, 4)).replace('body 4', 'body 5'))
  appendFileSync(paths[1], lineText(batch('d', 6, 6)).slice(0, -3))
  const { batches, ids, sink } = await leftIn(paths)
  expect([sink, batches.map(({ key }) => key), [...ids]]).toEqual(['webhook a', ['b'], ['1', '2', '3']])
  expect([messageCount(messagesIn(batches)), messageCount(2)]).toEqual(['1 message', '2 messages'])
})
