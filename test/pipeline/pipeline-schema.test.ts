import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type JsonSchema, pipelineSchema } from '../../src/pipeline/pipeline-schema.ts'
import { type Place, registry } from '../../src/pipeline/registry.ts'
import type { Word } from '../../src/word.ts'

const schema = pipelineSchema()
/** zod reads JSON Schema too: the second implementation that judges ours. */
const judge = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
const accepts = (tree: unknown) => judge.safeParse(tree).success
const csv = { csv: { path: 'a.csv', time: 't', target: 'y' } }

describe('pipelineSchema', () => {
  it('equals schema/pipeline.schema.json; npm run schema rewrites it', () => {
    const committed = readFileSync(new URL('../../schema/pipeline.schema.json', import.meta.url), 'utf8')
    expect(committed).toBe(`${JSON.stringify(schema, null, 2)}\n`)
  })

  it('defines every word', () => {
    const names = (Object.keys(registry) as Place[]).flatMap((place) =>
      registry[place].map((word: Word) => `${place}.${word.name}`),
    )
    expect(Object.keys(schema.definitions as object)).toEqual(names)
  })

  it('refers only to its own definitions', () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(
      ([, name]) => name!,
    )
    const defined = schema.definitions as Record<string, JsonSchema>
    expect(references.length).toBeGreaterThan(5)
    expect(references.filter((name) => !(name in defined))).toEqual([])
  })

  it('accepts what the checker accepts', () => {
    expect(accepts({ source: csv })).toBe(true)
    expect(
      accepts({ source: csv, steps: ['inOrder', { fillGaps: '1d' }, { lookback: 8 }], seed: 3, season: '1y' }),
    ).toBe(true)
    expect(accepts({ source: csv, steps: null, sinks: [{ csv: 'a' }, 'stdout'], dashboard: true })).toBe(true)
    for (const word of registry.steps)
      expect(accepts({ source: csv, steps: [{ [word.name]: word.example }] })).toBe(true)
    for (const word of registry.sinks)
      expect(accepts({ source: csv, sinks: [{ [word.name]: word.example }] })).toBe(true)
  })

  it('refuses what the checker refuses', () => {
    expect(accepts({})).toBe(false)
    expect(accepts({ source: { csv: { path: 'a.csv', time: 't' } } })).toBe(false)
    expect(accepts({ source: csv, steps: ['zebra'] })).toBe(false)
    expect(accepts({ source: csv, steps: ['lookback'] })).toBe(false)
    expect(accepts({ source: csv, steps: [{ lookback: 0 }] })).toBe(false)
    expect(accepts({ source: csv, sead: 3 })).toBe(false)
  })
})
