import { expect, it } from 'vitest'
import { PostedKeys } from '../../src/connectors/posted-keys.ts'

it('finds a request while it is not safe, afterwards, and after a restart', async () => {
  const keys = new PostedKeys(undefined)
  expect(keys.find('a', 'rows')).toBeUndefined()
  let cursor = ''
  let resolve = () => {}
  const safe = keys.add('a', 'rows', (now) => {
    cursor = now
    return new Promise<void>((done) => (resolve = done))
  })
  expect(keys.find('a', 'rows')).toBe(safe)
  expect(keys.find('a', 'other rows')).toBe('other')
  resolve()
  await safe
  expect(cursor).not.toContain('rows')
  const restarted = new PostedKeys(cursor)
  await restarted.find('a', 'rows')
  expect([restarted.find('a', 'other rows'), restarted.find('b', 'rows')]).toEqual(['other', undefined])
})

it('remembers the last 200', () => {
  const keys = new PostedKeys(undefined)
  let cursor = ''
  const send = async (now: string) => {
    cursor = now
  }
  for (let i = 0; i < 201; i++) keys.add(`key ${i}`, 'rows', send)
  for (const some of [keys, new PostedKeys(cursor)]) {
    expect(some.find('key 0', 'rows')).toBeUndefined()
    expect(some.find('key 1', 'rows')).toBeInstanceOf(Promise)
  }
  expect(JSON.parse(cursor)).toHaveLength(200)
})
