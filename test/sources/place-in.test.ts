import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeIn } from '../../src/sources/place-in.ts'

describe('placeIn', () => {
  it('resolves relative paths from the folder, and leaves absolute ones and - as they are', () => {
    const place = placeIn('/data', true)
    expect(['a.csv', '../b.csv', '/c.csv', '-'].map((path) => place.resolve(path))).toEqual([
      resolve('/data/a.csv'),
      resolve('/b.csv'),
      resolve('/c.csv'),
      '-',
    ])
    expect(place.strict).toBe(true)
  })

  it('is not strict by default', () => {
    expect(placeIn('.')).toMatchObject({ strict: false })
    expect(placeIn('.').resolve('a.csv')).toBe(resolve('a.csv'))
  })
})
