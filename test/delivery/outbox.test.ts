import { appendFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Batch } from '../../src/delivery/message.ts'
import { Outbox } from '../../src/delivery/outbox.ts'
import { message } from './recipient.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'rxcast-outbox-'))
const batch = (key: string): Batch<string> => ({ key, messages: [message(`${key}1`), message(`${key}2 “ö\n”`)] })

const reopened = async (path: string, fresh = false) => {
  const outbox = new Outbox<string>(path, 'desk')
  return { outbox, ...(await outbox.open(fresh)) }
}

describe('Outbox', () => {
  it('has the batches that were not acknowledged, and the ids of all', async () => {
    const path = folder()
    const { outbox } = await reopened(path)
    await outbox.put(batch('a'))
    await outbox.put(batch('b'))
    await outbox.done('a')
    await outbox.close()
    const { batches, ids } = await reopened(path)
    expect(batches).toEqual([batch('b')])
    expect([...ids]).toEqual([...batch('a').messages, ...batch('b').messages].map(({ id }) => id))
  })

  it('leaves out a last line that is half written, and one that was changed', async () => {
    const path = folder()
    const { outbox } = await reopened(path)
    for (const key of ['a', 'b']) await outbox.put(batch(key))
    await outbox.close()
    const file = join(path, readdirSync(path)[0]!)
    const text = readFileSync(file, 'utf8')
    for (let length = text.length; length >= 0; length -= 7) {
      writeFileSync(file, text.slice(0, length))
      expect([[batch('a'), batch('b')], [batch('a')], []]).toContainEqual((await reopened(path)).batches)
    }
    writeFileSync(file, text.replace('a1', 'a3'))
    expect((await reopened(path)).batches).toEqual([batch('b')])
    appendFileSync(file, 'no line of ours\n')
    expect((await reopened(path)).batches).toEqual([batch('b')])
  })

  it('writes after a half line to a file of its own', async () => {
    const path = folder()
    const first = await reopened(path)
    await first.outbox.put(batch('a'))
    await first.outbox.close()
    appendFileSync(join(path, readdirSync(path)[0]!), '0123')
    const second = await reopened(path)
    await second.outbox.put(batch('b'))
    await second.outbox.done('a')
    await second.outbox.close()
    expect((await reopened(path)).batches).toEqual([batch('b')])
  })

  it('begins another file at a checkpoint, and removes the old ones once it is on the disk', async () => {
    const path = folder()
    const first = await reopened(path)
    for (const key of ['a', 'b']) await first.outbox.put(batch(key))
    await first.outbox.done('a')
    await first.outbox.close()
    const second = await reopened(path)
    await second.outbox.prepare(second.batches)
    expect(readdirSync(path)).toHaveLength(2)
    await second.outbox.saved()
    expect(readdirSync(path)).toHaveLength(1)
    await second.outbox.close()
    const third = await reopened(path)
    expect(third.batches).toEqual([batch('b')])
    expect(third.ids.size).toBe(2)
  })

  it('keeps the files of other sinks apart', async () => {
    const path = folder()
    const { outbox } = await reopened(path)
    await outbox.put(batch('a'))
    await outbox.close()
    expect((await new Outbox<string>(path, 'other').open(true)).batches).toEqual([])
    expect((await reopened(path)).batches).toEqual([batch('a')])
  })

  it('fresh: removes what is there, and returns it to be counted', async () => {
    const path = folder()
    const { outbox } = await reopened(path)
    await outbox.put(batch('a'))
    await outbox.close()
    expect((await reopened(path, true)).batches).toHaveLength(1)
    expect(readdirSync(path)).toEqual([])
  })
})
