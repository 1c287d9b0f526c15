import { describe, expect, it } from 'vitest'
import * as main from '../src/index.ts'
import * as node from '../src/node.ts'

describe('rxcast/node', () => {
  it('offers what needs Node, and nothing that the main entry has', () => {
    expect(Object.keys(node)).toEqual(
      expect.arrayContaining([
        'run',
        'runPipeline',
        'loadPipeline',
        'definePipeline',
        'readCsv',
        'writeCsv',
        'fromReadable',
        'throughOperators',
        'startDashboard',
      ]),
    )
    expect(Object.keys(node).filter((name) => name in main)).toEqual([])
  })

  it('exports no name that rxjs also exports', async () => {
    const rxjs = await import('rxjs')
    expect(Object.keys(node).filter((name) => name in rxjs)).toEqual([])
  })
})
