import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { named, startEngine, text } from '../../src/history/engine.ts'

it('starts DuckDB in a zone, without extensions from the network', async () => {
  const spill = join(mkdtempSync(join(tmpdir(), 'rxcast-engine-')), 'tmp')
  const hours = { UTC: 12n, 'Europe/Berlin': 13n, '+09:00': 21n, '-0300': 9n, '+05:30': 12n }
  for (const [zone, hour] of Object.entries(hours)) {
    const engine = await startEngine({ word: 'duckdb', zone, memory: '256MB', spill, threads: 1 })
    const setting = (name: string) => `current_setting('${name}')`
    const settings = ['autoinstall_known_extensions', 'autoload_known_extensions', 'threads'].map(setting).join(', ')
    const asked = `select date_part('hour', timestamptz '1970-01-10 12:00:00+00'), ${settings}`
    const found = await engine.connection.runAndReadAll(asked)
    expect(found.getRows()).toEqual([[hour, false, false, 1n]])
    engine.close()
  }
})

it('writes names and texts as SQL', () => {
  expect([named('a "b"'), text("it's")]).toEqual(['"a ""b"""', "'it''s'"])
})
