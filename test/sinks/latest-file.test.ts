import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { csvSink } from '../../src/sinks/csv.ts'
import { ndjsonSink } from '../../src/sinks/ndjson.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { opened } from './opened.ts'
import { scoredOf } from './scored.ts'

const rows = { rows: 1, accepted: 1, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const summary = { rows, scores: undefined, notes: [] }
const of = (store: string, origin: number) => {
  const scored = scoredOf(origin)
  return { ...scored, observation: { ...scored.observation, key: [store] } }
}

it.each([ndjsonSink, csvSink])(
  'only: latest of $name writes the last forecasts at some leads, also after a restore',
  async (word) => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-latest-'))
    const place = { title: 't', series: ['y'], by: ['store'], resolve: (path: string) => join(home, path) }
    const open = () => opened(word.build({ path: 'f', only: 'latest', leads: [2] }, place))
    const first = await open()
    await first.write([of('a', 0), of('b', 0), of('b', 1)])
    const saved = snapshot(first as Parameters<typeof snapshot>[0])
    await first.close(summary)
    const second = await open()
    restore(second as Parameters<typeof restore>[0], saved)
    await second.write([of('a', 2)])
    await second.close(summary)
    const text = readFileSync(join(home, 'f'), 'utf8')
    const lines = text.trim().split('\n')
    if (word === csvSink) {
      expect(lines.map((line) => line.slice(0, 14))).toEqual(['store,series,o', 'a,y,1970-01-03', 'b,y,1970-01-02'])
    } else {
      const objects = lines.map((line) => JSON.parse(line))
      expect(objects.map(({ leads, origin, store }) => [store, origin.slice(0, 10), leads])).toEqual([
        ['a', '1970-01-03', [2]],
        ['b', '1970-01-02', [2]],
      ])
    }
  },
)

it('only: latest with rotate is refused', () => {
  for (const word of [ndjsonSink, csvSink]) {
    const { error } = word.argument.safeParse({ path: 'f', only: 'latest', rotate: '1d' })
    expect(JSON.stringify(error)).toContain('rotate or only: latest')
  }
})
