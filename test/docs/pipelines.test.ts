import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { command } from '../cli/command.ts'

const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].filter((name) => existsSync(name))

/** The YAML blocks of a document that are pipelines. */
const pipelines = (document: string) =>
  [...readFileSync(document, 'utf8').matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)]
    .map(([, text]) => text!)
    .filter((text) => /^source:/m.test(text))

/** A project with the data and the pipelines that come with the package. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-docs-'))
  for (const name of ['data', 'pipelines']) cpSync(name, join(folder, name), { recursive: true })
  return folder
}

describe('the pipelines shown in the documents', () => {
  it.each(documents)('run as they stand: %s', async (document) => {
    const folder = project()
    for (const text of pipelines(document)) {
      // Those that go up one folder are meant to be saved beside the ones that come with the package.
      const file = text.includes('../') ? 'pipelines/shown.yaml' : 'shown.yaml'
      writeFileSync(join(folder, file), text)
      const { path } = parsePipeline(text, file).source.argument as { path: string }
      // Standard input here is empty, and what only a reader has cannot be read: those are checked and no more.
      if (path === '-' || !existsSync(join(folder, file, '..', path))) continue
      const { code, stderr } = await command(['run', file], folder)
      expect([code, stderr]).toEqual([0, expect.stringContaining('wrote ')])
    }
  })

  it('print the scores that the README shows', async () => {
    const { stdout } = await command(['run', 'pipelines/weather.yaml'], project())
    expect(readFileSync('README.md', 'utf8')).toContain(stdout)
  })
})
