import { expect, it } from 'vitest'
import type { Entry } from '../../src/stores/manifest.ts'
import { keysToCopy } from '../../src/stores/merge.ts'

/** Entries of a length in a file. */
const entries = (all: readonly (readonly [key: string, file: string, length: number])[]): Map<string, Entry> =>
  new Map(all.map(([key, file, length]) => [key, { file, offset: 0, length, sha256: '' }]))

it('copies the keys of files with no more bytes in use than the commit has so far, the smallest first', () => {
  const all = entries([
    ['new', 'own', 10],
    ['a', 'big', 100],
    ['b', 'small', 4],
    ['c', 'small', 4],
    ['d', 'middle', 18],
    ['e', 'next', 37],
  ])
  expect(keysToCopy(all, 'own')).toEqual(['b', 'c', 'd'])
  expect(keysToCopy(all, 'another')).toEqual([])
})

it('never leaves more than eight files', () => {
  const sizes = Array.from({ length: 30 }, (_, i) => [`k${i}`, `f${i}`, 1000 + i] as const)
  const kept = new Set<string>(sizes.map(([key]) => key))
  for (const key of keysToCopy(entries([['new', 'own', 1], ...sizes]), 'own')) kept.delete(key)
  expect(kept.size).toBeLessThan(8)
})

it('copies a byte few times, however many commits there are', () => {
  const all = new Map<string, Entry>()
  let written = 0
  const put = (key: string, file: string, length: number) => {
    all.set(key, { file, offset: 0, length, sha256: '' })
    written += length
  }
  for (let i = 0; i < 1000; i++) put(`series/${i}`, 'f0', 100)
  written = 0
  let files = 0
  for (let commit = 1; commit <= 2000; commit++) {
    put(`series/${(commit * 37) % 1000}`, `f${commit}`, 100)
    for (const key of keysToCopy(all, `f${commit}`)) put(key, `f${commit}`, 100)
    files = Math.max(files, new Set([...all.values()].map(({ file }) => file)).size)
  }
  expect(files).toBeLessThanOrEqual(8)
  expect(written / (2000 * 100)).toBeLessThan(40)
})
