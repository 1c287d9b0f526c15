import { linkSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { outputFaults } from '../../src/pipeline/check-outputs.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { csvSink } from '../../src/sinks/csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-check-outputs-'))
const at = (name: string) => join(folder, name)
writeFileSync(at('rows.csv'), 'date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n')
linkSync(at('rows.csv'), at('hard.csv'))
symlinkSync('p.yaml', at('link.yaml'))

const text = (sinks: string) => `source:
  csv: { path: rows.csv, time: date, target: value }
checkpoint: state
sinks:
${sinks}`

function problems(sinks: string): string[] {
  writeFileSync(at('p.yaml'), text(sinks))
  try {
    loadPipeline(at('p.yaml'))
    return []
  } catch (error) {
    return (error as ConfigError).problems.map(({ where, message }) => `${where.replace(folder, '')} ${message}`)
  }
}

describe('outputFaults', () => {
  it.each([
    ['hard.csv', 'is the input as "rows.csv"'],
    ['link.yaml', `is the pipeline file as "${at('p.yaml')}"`],
    ['state/out.csv', 'is inside the checkpoint folder as "state"'],
  ])('are found before anything is opened: %s', (name, which) => {
    expect(problems(`  - csv: ${name}\n`)).toEqual([
      `/p.yaml:5:10 csv: expected a file of its own, got "${name}", which ${which}; name another`,
    ])
  })

  it('are found between outputs and their rejects', () => {
    expect(problems('  - csv: a.csv\n  - ndjson: a.csv.rejects.ndjson\n')).toEqual([
      '/p.yaml:5:10 csv: expected a file of its own for its rejects, got "a.csv.rejects.ndjson", which ndjson writes too; name another',
    ])
    expect(problems('  - csv: /dev/null\n  - csv: /dev/null\n  - csv: out.csv\n')).toEqual([])
  })

  it('are found for a checkpoint folder given besides', async () => {
    expect(problems('  - csv: out/a.csv\n')).toEqual([])
    await expect(runPipeline(loadPipeline(at('p.yaml')), { checkpoint: at('out') })).rejects.toThrow(
      new ConfigError([
        {
          where: `${at('p.yaml')}:5:10`,
          message: `csv: expected a file of its own, got "out/a.csv", which is inside the checkpoint folder as "${at('out')}"; name another`,
        },
      ]),
    )
  })

  it('leave out standard output, and sinks that were added', () => {
    const added = { word: csvSink, argument: 'a.csv' }
    const sinks = [{ word: csvSink, argument: '-', path: ['sinks', 0] }, added, added]
    expect(outputFaults({ folder, source: undefined, sinks })).toEqual([])
  })
})
