import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { writeReport } from '../../src/sinks/report.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { opened } from './opened.ts'

describe('recipes for sinks', () => {
  it('write what their words write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-recipes-'))
    const scored = scoredWeather().slice(0, 20)
    const sinkPlace = { title: 'a', series: ['temp_max'], resolve: (path: string) => join(folder, path) }
    const rows = { rows: 20, accepted: 20, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
    for (const open of [writeCsv('a.csv'), writeNdjson('a.ndjson'), writeReport('a.html')]) {
      const sink = await opened(open(sinkPlace))
      await sink.write(scored)
      expect(existsSync(join(folder, sink.path!))).toBe(false)
      await sink.close({ rows, scores: scored.at(-1)!.scores, notes: [] })
    }
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    expect(read('a.csv').trim().split('\n')).toHaveLength(1 + 20 * scored[0]!.leads.length)
    expect(read('a.ndjson').trim().split('\n')).toHaveLength(20)
    expect(read('a.html')).toMatch(/^<!doctype html>/)
  })
})
