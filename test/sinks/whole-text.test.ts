import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { WholeText } from '../../src/sinks/whole-text.ts'
import { until } from '../until.ts'
import { filesIn, placeOf } from './place.ts'

describe('WholeText', () => {
  it('is written at the end', async () => {
    const place = placeOf()
    const out = new WholeText('a', place, () => 'last', 1)
    await out.open()
    for (let i = 0; i < 5; i++) {
      out.changed()
      await delay(5)
      expect(filesIn(place.folder)).toEqual({ 'a.part': '' })
    }
    await out.close()
    expect(filesIn(place.folder)).toEqual({ a: 'last' })
  })

  it('is there while a live run goes on, as a whole, and stays if that fails', async () => {
    const place = placeOf({ live: true })
    writeFileSync(join(place.folder, 'a'), 'earlier')
    let text = 'first'
    const out = new WholeText('a', place, () => text, 1)
    await out.open()
    expect(filesIn(place.folder).a).toBe('earlier')
    for (const next of ['second', 'third']) {
      out.changed()
      await until(() => filesIn(place.folder).a === text, 'the text')
      text = next
    }
    await out.abort()
    expect(filesIn(place.folder)).toEqual({ a: 'second' })
  })

  it('keeps another run out between two writes too', async () => {
    const place = placeOf({ live: true })
    const out = new WholeText('a', place, () => 'text', 1)
    await out.open()
    const refused = () =>
      expect(new WholeText('a', place, () => '', 1).open()).rejects.toThrow('a: expected a file that no other run')
    await refused()
    out.changed()
    await until(() => 'a' in filesIn(place.folder), 'the file')
    await refused()
    await out.close()
    const next = new WholeText('a', place, () => 'next', 1)
    await next.open()
    await next.close()
    expect(filesIn(place.folder)).toEqual({ a: 'next' })
  })

  it('says that it could not be written', async () => {
    const place = placeOf({ live: true })
    const out = new WholeText('a', place, () => 'text', 1)
    await out.open()
    mkdirSync(join(place.folder, 'a'))
    out.changed()
    let said: unknown
    await until(() => {
      try {
        out.changed()
      } catch (error) {
        said = error
      }
      return said !== undefined
    }, 'an error')
    expect(String(said)).toContain('a: expected a file that can be written, got')
    await out.abort()
  })

  it('is written to a device at the end', async () => {
    const out = new WholeText('/dev/null', placeOf({ live: true, resolve: (path) => path }), () => 'text', 1)
    await out.open()
    out.changed()
    await out.close()
    expect(out.path).toBeUndefined()
  })
})
