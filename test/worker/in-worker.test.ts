import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FromWorker, ToWorker } from '../../src/worker/messages.ts'
import { inBrowser, pages } from '../browser/pages.ts'
import { daily } from './daily.ts'
import { served } from './served.ts'

inBrowser('the script of the worker', () => {
  const { visit } = pages()
  let server: Awaited<ReturnType<typeof served>>
  beforeAll(async () => {
    server = await served({ '/': '<!doctype html><title>a</title>' })
  })
  afterAll(() => server.close())

  /** Kinds of messages for a text, until one of the last. */
  async function kinds(text: string, stop: boolean): Promise<string[]> {
    const { page } = await visit(server.url)
    return page.evaluate(
      ([text, stop]) =>
        new Promise<string[]>((resolve) => {
          const worker = new Worker('/node_modules/rxcast/dist/worker/rxcast-worker.js')
          const kinds: string[] = []
          worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
            kinds.push(data.kind)
            if (data.kind === 'ended' || data.kind === 'refused') resolve(kinds)
          }
          const file = new Blob([text])
          const task: ToWorker = { kind: 'file', file, name: 'a.csv', hints: {}, choices: {}, watched: true }
          worker.postMessage(task)
          if (stop) worker.postMessage({ kind: 'stop' } satisfies ToWorker)
        }),
      [text, stop] as const,
    )
  }

  it('says what it found, then sends the run, then ends', async () => {
    // A slow machine is told how far the look is.
    const seen = (await kinds(daily(), false)).filter((kind) => kind !== 'looking')
    expect(seen[0]).toBe('looked')
    expect(seen.slice(-2)).toEqual(['status', 'ended'])
    expect(new Set(seen)).toEqual(new Set(['looked', 'run', 'frame', 'status', 'ended']))
  })

  it('ends without a row if it is stopped while it looks', async () => {
    expect(await kinds(daily({ days: 3000 }), true)).not.toContain('frame')
  })

  it('refuses what cannot be forecast', async () => {
    expect(await kinds('name,place\nAnna,Rome\n', false)).toEqual(['refused'])
  })

  it('is one file without imports', () => {
    expect(readFileSync('dist/worker/rxcast-worker.js', 'utf8')).not.toMatch(/^import\b/m)
  })
})
