// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names of columns have {lead} in them
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

/** A pipeline of 30 days with forecasts made 1, 3 and 9 days before. */
function pipelineWith(forecast: string, offered = 'mine: "m_{lead}"') {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-offered-'))
  const days = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')},${i % 7},1,2,3\n`)
  writeFileSync(join(folder, 'rows.csv'), `day,y,m_1,m_3,m_9\n${days.join('')}`)
  const source = `source: { csv: { path: rows.csv, time: day, target: y, offered: { ${offered} } } }\n`
  writeFileSync(join(folder, 'a.yaml'), `${source}cadence: 1d\nsteps: [{ forecast: ${forecast} }]\n`)
  return loadPipeline(join(folder, 'a.yaml'))
}

const warnings = async (forecast: string, offered?: string) => (await prepare(pipelineWith(forecast, offered))).warnings

describe('offeredLeads', () => {
  it('tells which leads have a forecast from elsewhere, and which columns are never used', async () => {
    expect(await warnings('5')).toEqual([
      'csv.offered.mine: columns for leads 1, 3, none for 2, 4, 5; not used, because their leads are not forecast: m_9',
    ])
    expect(await warnings('{ leads: [1, 3] }')).toEqual([
      'csv.offered.mine: columns for leads 1, 3; not used, because their leads are not forecast: m_9',
    ])
    expect(await warnings('{ leads: [1, 3, 4, 9] }', 'mine: { y: "m_{lead}" }')).toEqual([
      'csv.offered.mine.y: columns for leads 1, 3, 9, none for 4',
    ])
  })

  it('says nothing if each lead has a column and each column is used, or one is for all leads', async () => {
    expect(await warnings('{ leads: [1, 3, 9] }')).toEqual([])
    expect(await warnings('5', 'mine: m_1')).toEqual([])
  })

  it('refuses columns that are all for leads that are not forecast, at their place in the file', async () => {
    await expect(runPipeline(pipelineWith('{ leads: [2, 4] }'))).rejects.toThrow(
      /a\.yaml:1:\d+ csv\.offered\.mine: expected columns for some of leads 2, 4, got m_1, m_3, m_9; forecast their leads, or leave them out/,
    )
  })

  it('shortens long lists', async () => {
    const [note] = (await warnings('20'))!
    expect(note).toContain('none for 2, 4, 5, 6, 7, 8, 10, 11, 12, 13 and 7 more')
  })
})
