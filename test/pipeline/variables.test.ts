// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pipeline files name variables so
import { describe, expect, it } from 'vitest'
import type { ConfigError } from '../../src/errors.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const yaml = (change: Record<string, string> = {}) => `source:
  csv:
    path: ${change.path ?? 'data.csv'}
    time: ${change.time ?? 'date'}
    target: ${change.target ?? 'value'}
cadence: ${change.cadence ?? '1d'}
sinks:
  - csv: ${change.sink ?? 'out.csv'}
`
const problems = (text: string, environment: Record<string, string>) => {
  try {
    parsePipeline(text, 'a.yaml', environment)
    return []
  } catch (error) {
    return (error as ConfigError).problems.map(({ where, message }) => `${where} ${message}`)
  }
}

describe('variables in a pipeline file', () => {
  it('are values in options, and names in paths until these are opened', () => {
    const text = yaml({ path: 'https://a.example/${KEY}.csv', target: '${WHAT}_max', sink: 'out/${KEY}.csv' })
    const pipeline = parsePipeline(text, 'a.yaml', { KEY: 'k3y', WHAT: 'temp' })
    expect(pipeline.source.argument).toMatchObject({ path: 'https://a.example/${KEY}.csv', target: ['temp_max'] })
    expect(pipeline.sinks[0]!.argument).toBe('out/${KEY}.csv')
    expect(pipeline.expand!('https://a.example/${KEY}.csv')).toBe('https://a.example/k3y.csv')
  })

  it('are shown if they are addresses of brokers, and hidden if they hold more', () => {
    const text = 'source: { kafka: { brokers: "${BROKERS}", topic: r, group: "${GROUP}", time: t, target: v } }'
    const { hide } = parsePipeline(text, 'a.yaml', { BROKERS: 'kafka-1:9092, kafka-2:9092', GROUP: 'weather' })
    expect(hide!('kafka-1:9092 is away from weather')).toBe('kafka-1:9092 is away from ${GROUP}')
    expect(problems(text, { BROKERS: 'me:secret@kafka:9092', GROUP: 'weather' }).join()).not.toContain('secret')
  })

  it('are not looked for in values, nor after "$$"', () => {
    const pipeline = parsePipeline(yaml({ target: '"$${WHAT} $5 ${WHAT}"' }), 'a.yaml', { WHAT: '${KEY}' })
    expect(pipeline.source.argument).toMatchObject({ target: ['${WHAT} $5 ${KEY}'] })
    expect(parsePipeline(yaml({ target: '$5' }), 'a.yaml', {}).expand).toBeUndefined()
  })

  it('are all reported with their places if they are not set', () => {
    expect(problems(yaml({ path: 'a/${KEY}.csv', cadence: '${CADENCE}', sink: '${OUT}' }), { OUT: '' })).toEqual([
      'a.yaml:3:11 csv.path: expected a value in the environment variable KEY, which is not set; set it, or write $${KEY} for the text',
      'a.yaml:6:10 cadence: expected a value in the environment variable CADENCE, which is not set; set it, or write $${CADENCE} for the text',
      'a.yaml:8:10 csv: expected a value in the environment variable OUT, which is empty; set it, or write $${OUT} for the text',
    ])
    expect(problems(yaml({ target: '${a b}' }), {})).toEqual([
      'a.yaml:5:13 csv.target: expected the name of a variable such as ${NAME}, got "${a b}"; write $${ for the text ${',
    ])
  })

  it('are names in every problem of the file', () => {
    const environment = { SECRET: 'hunter2-hunter2', SHORT: 'q' }
    for (const [text, expected] of [
      [yaml({ cadence: '${SECRET}' }), '${SECRET}'],
      [yaml({ cadence: '${SHORT}' }), '${SHORT}'],
      [`${yaml()}season: x\${SECRET}\n`, 'x${SECRET}'],
      [yaml({ path: '${SECRET}', sink: '${SECRET}' }), '${SECRET}'],
      [`${yaml()}steps:\n  - "\${SECRET}"\n`, '${SECRET}'],
      [`${yaml()}steps: \${SECRET}\n`, '${SECRET}'],
      [`${yaml()}metrics: { host: "\${SECRET}", token: "\${SHORT}" }\n`, 'metrics'],
    ] as const) {
      const found = problems(text, environment)
      expect(found.length, text).toBeGreaterThan(0)
      expect(found.join('\n')).not.toMatch(/hunter2|"q"/)
      expect(found.join('\n')).toContain(expected)
    }
  })
})
