import { describe, expect, it } from 'vitest'
import { csvSink, writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { writeReport } from '../../src/sinks/report.ts'
import { filePath, sinkRecipe } from '../../src/sinks/sink.ts'

describe('sinkRecipe', () => {
  it('checks the argument at once, in every sink that writes a file', () => {
    expect(() => sinkRecipe(csvSink, 7)).toThrow('csv: expected text or options by name, got 7')
    for (const [name, write] of Object.entries({ csv: writeCsv, ndjson: writeNdjson, report: writeReport })) {
      expect(() => write('')).toThrow(`${name}: expected text of at least 1 characters, got ""`)
      expect(() => write(undefined as never)).toThrow(
        new RegExp(`^${name}: expected text( or options by name)?, got nothing`),
      )
    }
  })

  it('opens nothing before it is called', () => {
    expect(sinkRecipe(csvSink, '/no/such/folder/a.csv')).toBeTypeOf('function')
  })
})

describe('filePath', () => {
  it('is a text that is not empty', () => {
    expect(['a.csv', '-', '', 3].map((path) => filePath.safeParse(path).success)).toEqual([true, true, false, false])
  })
})
