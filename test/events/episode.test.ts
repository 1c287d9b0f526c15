import { expect, it } from 'vitest'
import { Episode } from '../../src/events/episode.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const ends = (episode: Episode, rows: string) => [...rows].map((row) => episode.ends(row === '.'))

it('ends once, after enough calm rows in a row', () => {
  const episode = new Episode(3)
  expect(ends(episode, '...')).toEqual([undefined, undefined, undefined])
  episode.begin(7)
  expect(episode.open).toBe(true)
  expect(ends(episode, '..x..')).toEqual(Array(5).fill(undefined))
  episode.begin(9)
  expect(ends(episode, '..')).toEqual([undefined, undefined])
  expect(episode.since).toBe(7)
  expect(ends(episode, '...')).toEqual([7, undefined, undefined])
  expect(episode.open).toBe(false)
})

it('a row that is not calm takes away as many as stated', () => {
  const episode = new Episode(3, 1)
  episode.begin(1)
  expect(ends(episode, '..x..')).toEqual([undefined, undefined, undefined, undefined, 1])
})

it('goes on from its state', () => {
  const one = new Episode(3)
  one.begin(5)
  one.ends(true)
  const other = new Episode(3)
  restore(other, snapshot(one))
  expect(ends(other, '..')).toEqual([undefined, 5])
})
