import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import * as rxcast from '../../src/index.ts'
import { steps } from '../../src/operators/steps.ts'

const fileOf = (name: string) =>
  `../../src/operators/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`

describe('steps', () => {
  it('has distinct names', () => {
    const names = steps.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('is one word, four places: the name is the function, the file and the test', () => {
    for (const { name } of steps) {
      expect(typeof (rxcast as Record<string, unknown>)[name]).toBe('function')
      const file = fileOf(name)
      expect(existsSync(new URL(file, import.meta.url))).toBe(true)
      expect(existsSync(new URL(file.replace('src', 'test').replace('.ts', '.test.ts'), import.meta.url))).toBe(true)
    }
  })

  it('connects observations to scores in both directions', () => {
    const stages = (...names: string[]) => names.map((name) => steps.find((step) => step.name === name)!)
    for (const way of [
      stages('inOrder', 'fillGaps', 'calendar', 'normalize', 'lookback', 'lstm', 'conformal', 'score'),
      stages('inOrder', 'fillGaps', 'forecast', 'score'),
    ]) {
      expect(way[0]!.accepts).toBe('Observation')
      expect(way.at(-1)!.emits).toBe('Scored')
      way.slice(1).forEach((step, i) => {
        expect(step.accepts).toBe(way[i]!.emits)
      })
    }
  })

  it('has a schema for each word, with every option described', () => {
    for (const { name, argument } of steps) {
      const schema = JSON.stringify(
        z.toJSONSchema(argument, { target: 'draft-7', io: 'input', unrepresentable: 'any' }),
      )
      const undescribed: string[] = []
      JSON.parse(schema, (key, value) => {
        if (key === 'properties')
          for (const [option, { description }] of Object.entries(value as Record<string, { description?: string }>))
            if (!description) undescribed.push(`${name}.${option}`)
        return value
      })
      expect(undescribed).toEqual([])
    }
  })
})
