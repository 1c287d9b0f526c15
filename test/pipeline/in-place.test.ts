import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { inPlace } from '../../src/pipeline/in-place.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const pipeline = parsePipeline(
  'source: { csv: { path: a.csv, time: date, target: value } }\nseason: 1h\nsteps:\n  - forecast\n  - score: { season: 1h }\n',
  'a.yaml',
)
const placed = (where: string) =>
  (inPlace(new ConfigError([{ where, message: 'expected x, got y' }]), pipeline) as Error).message

describe('inPlace', () => {
  it('locates an option of a word at its value', () => {
    expect(placed('score.season:')).toBe('a.yaml:5:22 score.season: expected x, got y')
    expect(placed('forecast:')).toBe('a.yaml:4:5 forecast: expected x, got y')
  })

  it('locates a missing option at its word', () => {
    expect(placed('score.from:')).toBe('a.yaml:5:5 score.from: expected x, got y')
  })

  it('locates settings, and uses the top for anything else', () => {
    expect(placed('season:')).toBe('a.yaml:2:9 season: expected x, got y')
    expect(placed('')).toBe('a.yaml:1:1 expected x, got y')
    // `inOrder` was put in: it stands nowhere.
    expect(placed('inOrder.lateness:')).toBe('a.yaml:1:1 inOrder.lateness: expected x, got y')
  })

  it('locates an option of the call that failed, if the source and other sinks have its word', () => {
    const kafka = (topic: string) => `{ kafka: { brokers: "b:1", topic: ${topic}`
    const sinks = `sinks:\n  - ${kafka('a')} } }\n  - ${kafka('b')} } }\n`
    const text = `source: ${kafka('in')}, group: g } }\ncadence: 1h\nsteps: [forecast]\n${sinks}`
    const pipeline = parsePipeline(text, 'k.yaml')
    const error = new ConfigError([{ where: 'kafka.topic:', message: 'expected x, got y' }])
    const at = (sink?: number) =>
      (inPlace(error, pipeline, sink === undefined ? undefined : pipeline.sinks[sink]) as Error).message
    expect([at(), at(0), at(1)].map((message) => message.split(' ')[0])).toEqual([
      'k.yaml:1:43',
      'k.yaml:5:39',
      'k.yaml:6:39',
    ])
    expect((inPlace(inPlace(error, pipeline, pipeline.sinks[1]), pipeline) as Error).message).toBe(at(1))
  })

  it('leaves places in the pipeline unchanged', () => {
    expect(placed('a.yaml:4:5')).toBe('a.yaml:4:5 expected x, got y')
  })

  it.each(['forecast', 'fore', 'csv'])('locates an option of a word in a pipeline of code that is named %s', (name) => {
    const source = { csv: { path: 'a.csv', time: 'date', target: 'value' } }
    const pipeline = definePipeline({ source, steps: [{ forecast: { horizon: 2 } }] }, { name })
    const placed = (where: string) =>
      (inPlace(new ConfigError([{ where, message: 'expected x, got y' }]), pipeline) as Error).message
    for (const [where, at] of [
      ['forecast.horizon:', 'steps.0.forecast.horizon'],
      ['csv.path:', 'source.csv.path'],
      ['forecast:', 'steps.0.forecast'],
    ]) {
      const message = `${name}.${at}: ${where} expected x, got y`
      expect(placed(where!)).toBe(message)
      expect(placed(`${name}.${at}:`)).toBe(`${name}.${at}: expected x, got y`)
    }
  })

  it('leaves other errors unchanged', () => {
    const error = new Error('disk full')
    expect(inPlace(error, pipeline)).toBe(error)
  })
})
