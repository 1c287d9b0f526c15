import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textOut, textSink } from '../../src/sinks/text-out.ts'
import { opened } from './opened.ts'
import { scoredOf } from './scored.ts'

describe('textOut', () => {
  it('writes to the resolved path', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-out-'))
    const out = textOut('a.txt', { title: 't', series: [], resolve: (path) => join(home, path) })
    const sink = await opened(textSink(out, (batch) => `${batch.length} `))
    await sink.write([scoredOf(0), scoredOf(1)])
    await sink.write([scoredOf(2)])
    await out.close()
    expect(sink.path).toBe('a.txt')
    expect(readFileSync(join(home, 'a.txt'), 'utf8')).toBe('2 1 ')
  })

  it('writes to standard output for -, and leaves no file', async () => {
    const out = textOut('-', {
      title: 't',
      series: [],
      resolve: () => {
        throw new Error('not to be resolved')
      },
    })
    expect(out.path).toBeUndefined()
    await out.close()
  })
})
