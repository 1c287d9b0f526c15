import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { API } from 'typescript/unstable/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { forecasterOptions } from '../../src/defaults/options.ts'
import { lstmOptions } from '../../src/lstm/options.ts'
import { sequenceLstmOptions } from '../../src/lstm/sequence-options.ts'
import { classifyOptions } from '../../src/operators/classify.ts'
import { type JsonSchema, pipelineSchema } from '../../src/pipeline/pipeline-schema.ts'

/** A word as it is called with options in code, and its place in the schema. */
const calls = new Map([
  ['calendar', 'steps.calendar'],
  ['conformal', 'steps.conformal'],
  ['fillGaps', 'steps.fillGaps'],
  ['forecast', 'steps.forecast'],
  ['inOrder', 'steps.inOrder'],
  ['lstm', 'steps.lstm'],
  ['normalize', 'steps.normalize'],
  ['score', 'steps.score'],
  ['alert', 'steps.alert'],
  ['fromCsv', 'source.csv'],
  ['readCsv', 'source.csv'],
  ['readNdjson', 'source.ndjson'],
])

/** The same for the classes. */
const classes = new Map<string, z.ZodMiniType>([
  ['new Forecaster', forecasterOptions],
  ['new Lstm', lstmOptions],
  ['new SequenceLstm', sequenceLstmOptions],
  ['classify', classifyOptions],
])

const api = new API({ cwd: resolve('.') })
const offered = new Map<string, ReadonlyMap<string, string>>()

/** What an editor offers between the braces of each call, with its documentation: read from dist/, as in a project that has the package installed. */
beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rxcast-hover-')))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules/rxcast'))
  const file = join(folder, 'use.ts')
  const text = [
    "import { alert, calendar, classify, conformal, fillGaps, forecast, Forecaster, inOrder, Lstm, lstm, normalize, score, SequenceLstm } from 'rxcast'",
    "import { fromCsv, readCsv, readNdjson } from 'rxcast/node'",
    ...[...calls.keys(), ...classes.keys()].map((name) => `${name}({ })`),
  ].join('\n')
  const config = join(folder, 'tsconfig.json')
  writeFileSync(file, text)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(config, '{ "compilerOptions": { "module": "nodenext", "strict": true }, "files": ["use.ts"] }')
  const { checker } = api.updateSnapshot({ openProjects: [config] }).getProject(config)!
  for (const name of [...calls.keys(), ...classes.keys()]) {
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

const sorted = (options: ReadonlyMap<string, string>) => [...options].sort(([a], [b]) => (a < b ? -1 : 1))

describe('an editor', () => {
  it.each([...calls])('offers the options of %s with the descriptions of the pipeline schema', (name, word) => {
    const { definitions } = pipelineSchema() as { definitions: Record<string, JsonSchema> }
    expect(offered.get(name)?.size).toBeGreaterThan(0)
    expect(sorted(offered.get(name)!)).toEqual(sorted(described(definitions[word]!)))
  })

  it.each([...classes])('offers the options of %s with the descriptions of their schema', (name, schema) => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
    expect(offered.get(name)?.size).toBeGreaterThan(0)
    expect(sorted(offered.get(name)!)).toEqual(sorted(described(json as JsonSchema)))
  })
})
