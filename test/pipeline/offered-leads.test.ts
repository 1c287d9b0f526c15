// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names of columns have {lead} in them
import { once } from 'node:events'
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { columnsBefore } from '../../src/pipeline/offered-leads.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { finished, start } from '../cli/command.ts'
import { memoryTerminal } from '../cli/memory-terminal.ts'

const days = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')},${i % 7},1,2,3\n`)
const rows = `day,y,m_1,m_3,m_9\n${days.join('')}`

/** The file of a pipeline of 30 days with forecasts made 1, 3 and 9 days before. */
function fileWith(forecast: string, offered = 'mine: "m_{lead}"', source = 'csv: { path: rows.csv,') {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-offered-'))
  writeFileSync(join(folder, 'rows.csv'), rows)
  const whole = `source: { ${source} time: day, target: y, zone: UTC, offered: { ${offered} } } }\n`
  writeFileSync(
    join(folder, 'a.yaml'),
    `${whole}cadence: 1d\nsteps: [{ forecast: ${forecast} }]\nsinks: [csv: out.csv]\n`,
  )
  return join(folder, 'a.yaml')
}

const pipelineWith = (...more: Parameters<typeof fileWith>) => loadPipeline(fileWith(...more))
const five = 'columns for leads 1, 3, none for 2, 4, 5; not used, because their leads are not forecast: m_9'

const warnings = async (forecast: string, offered?: string) => (await prepare(pipelineWith(forecast, offered))).warnings

describe('offeredLeads', () => {
  it('tells which leads have a forecast from elsewhere, and which columns are never used', async () => {
    expect(await warnings('5')).toEqual([`csv.offered.mine: ${five}`])
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

  it('check tells and refuses the same', async () => {
    const terminal = memoryTerminal()
    await check([fileWith('5')], {}, terminal)
    expect(terminal.written.err).toContain(`csv.offered.mine: ${five}`)
    await expect(check([fileWith('{ leads: [2, 4] }')], {}, terminal)).rejects.toThrow(
      /a\.yaml:1:\d+ csv\.offered\.mine: expected columns for some of leads 2, 4, got m_1, m_3, m_9/,
    )
  })

  it('standard input tells once its header was read', async () => {
    const child = start(['run', fileWith('5', undefined, 'csv: { path: "-",')])
    child.stdin.end(rows)
    const { code, stderr } = await finished(child)
    expect([code, stderr.split(five).length - 1]).toEqual([0, 1])
  })

  it('a live source tells before if it names its columns, else once a header came', async () => {
    const server = createServer((_, response) => response.end(rows)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const http = `http: { url: "http://127.0.0.1:${port}/", format: csv,`
    const [before] = (await prepare(pipelineWith('5', undefined, `${http} columns: [day, y, m_1, m_3, m_9],`)))
      .warnings!
    expect(before).toBe(`http.offered.mine: ${five}`)
    for (const [forecast, told] of [
      ['5', five],
      ['{ leads: [2] }', 'http.offered.mine: expected columns for some of leads 2, got m_1, m_3, m_9'],
    ] as const) {
      const stop = new AbortController()
      const said: string[] = []
      await runPipeline(pipelineWith(forecast, undefined, http), {
        stop: stop.signal,
        onWarning(warning) {
          said.push(warning)
          stop.abort()
        },
      })
      expect(said[0]).toContain(told)
    }
  })

  it('a followed file that does not exist yet tells once it has a header, and not again when a longer one replaces it', async () => {
    const file = fileWith('5', undefined, 'csv: { path: later.csv, follow: true,')
    const path = join(dirname(file), 'later.csv')
    const stop = new AbortController()
    const said: string[] = []
    await runPipeline(loadPipeline(file), {
      stop: stop.signal,
      onWarning(warning) {
        said.push(warning)
        if (warning.includes('waiting for it')) writeFileSync(path, rows)
      },
      onlooker: {
        write([scored]) {
          if (scored!.observation.time === Date.parse('2024-01-30')) {
            writeFileSync(`${path}.new`, `${rows}2024-01-31,1,1,2,3\n`)
            renameSync(`${path}.new`, path)
          } else if (scored!.observation.time === Date.parse('2024-01-31')) stop.abort()
        },
        note() {},
        progress() {},
        end() {},
        fail() {},
      },
    })
    expect(said.slice(0, 2)).toEqual(['later.csv does not exist yet: waiting for it', `csv.offered.mine: ${five}`])
    expect(said.filter((one) => one.includes(five))).toHaveLength(1)
  })

  it('reads no header if no name has {lead} in it', async () => {
    expect(await columnsBefore(pipelineWith('5', 'mine: m_1'))).toEqual([])
    expect(await columnsBefore(pipelineWith('5'))).toEqual(['day', 'y', 'm_1', 'm_3', 'm_9'])
    expect(await columnsBefore(pipelineWith('5', undefined, 'csv: { path: "-",'))).toBeUndefined()
  })

  it('shortens long lists', async () => {
    const [note] = (await warnings('20'))!
    expect(note).toContain('none for 2, 4, 5, 6, 7, 8, 10, 11, 12, 13 and 7 more')
  })
})
