import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { API } from 'typescript/unstable/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JsonSchema, pipelineSchema } from '../../src/pipeline/pipeline-schema.ts'

/** A word as it is called with options in code, and where the schema has it. */
const calls = new Map([
  ['calendar', 'steps.calendar'],
  ['conformal', 'steps.conformal'],
  ['fillGaps', 'steps.fillGaps'],
  ['forecast', 'steps.forecast'],
  ['inOrder', 'steps.inOrder'],
  ['lstm', 'steps.lstm'],
  ['normalize', 'steps.normalize'],
  ['score', 'steps.score'],
  ['fromCsv', 'source.csv'],
  ['readCsv', 'source.csv'],
  ['readNdjson', 'source.ndjson'],
])

const api = new API({ cwd: resolve('.') })
const offered = new Map<string, ReadonlyMap<string, string>>()

/** What an editor offers between the braces of each call, with its documentation: read from dist/, as whoever has installed the package does. */
beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rxcast-hover-')))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules/rxcast'))
  const file = join(folder, 'use.ts')
  const text = [
    "import { calendar, conformal, fillGaps, forecast, inOrder, lstm, normalize, score } from 'rxcast'",
    "import { fromCsv, readCsv, readNdjson } from 'rxcast/node'",
    ...[...calls.keys()].map((name) => `${name}({ })`),
  ].join('\n')
  const config = join(folder, 'tsconfig.json')
  writeFileSync(file, text)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(config, '{ "compilerOptions": { "module": "nodenext", "strict": true }, "files": ["use.ts"] }')
  const { checker } = api.updateSnapshot({ openProjects: [config] }).getProject(config)!
  for (const name of calls.keys()) {
    const at = text.indexOf(`${name}({ })`) + name.length + 3
    const { entries } = checker.getCompletionsAtPosition(file, at, { includeSymbol: true })!
    const options = entries.flatMap(({ symbol }) =>
      symbol ? [[symbol.name, symbol.getDocumentationComment(checker)] as const] : [],
    )
    offered.set(name, new Map(options))
  }
})
afterAll(() => api.close())

/** The options of a word and what its schema says of each. */
function described(schema: JsonSchema): Map<string, string> {
  const { anyOf, properties } = schema as { anyOf?: JsonSchema[]; properties?: Record<string, JsonSchema> }
  const own = Object.entries(properties ?? {}).map(([name, option]) => [name, String(option.description)] as const)
  return new Map([...own, ...(anyOf ?? []).flatMap((one) => [...described(one)])])
}

describe('an editor', () => {
  it.each([...calls])('offers the options of %s, and says of each what the pipeline’s schema says', (name, word) => {
    const { definitions } = pipelineSchema() as { definitions: Record<string, JsonSchema> }
    const sorted = (options: ReadonlyMap<string, string>) => [...options].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(offered.get(name)?.size).toBeGreaterThan(0)
    expect(sorted(offered.get(name)!)).toEqual(sorted(described(definitions[word]!)))
  })
})
