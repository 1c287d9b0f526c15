import { describe, expect, it } from 'vitest'
import { snapshot } from '../../src/state/snapshot.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { type AboutFile, aboutPiece, candidates, readAbout } from '../../src/worker/about-file.ts'

const about = (title: string, choices: AboutFile['choices'] = {}) =>
  ({ hints: {}, choices, run: { title, series: ['v'] }, at: 1, until: null }) as unknown as AboutFile

describe('what is known about a kept file', () => {
  it('is read as it was saved', async () => {
    const store = new MemoryStore()
    expect(await readAbout(store, 'about')).toBeUndefined()
    await store.put('about', snapshot(aboutPiece(() => about('ä.csv', { horizon: 3 }))))
    await store.commit()
    expect(await readAbout(store, 'about')).toEqual(about('ä.csv', { horizon: 3 }))
  })

  it('tells which runs a file may continue: those of its name, and of its settings if it has some', () => {
    const files = [about('a.csv', { horizon: 3 }), about('b.csv'), about('a.csv')].map((about, i) => ({
      id: String(i),
      about,
    }))
    const ids = (name: string, choices: AboutFile['choices']) =>
      candidates(files, name, { hints: {}, choices }).map(({ id }) => id)
    expect(ids('a.csv', {})).toEqual(['0', '2'])
    expect(ids('a.csv', { horizon: 3, season: undefined })).toEqual(['0'])
    expect(ids('a.csv', { horizon: 4 })).toEqual([])
    expect(ids('c.csv', {})).toEqual([])
  })
})
