import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { kafkaConnection } from '../../src/kafka/connection-options.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'

const options = z.strictObject(kafkaConnection)
const issues = (argument: unknown) =>
  options.safeParse(argument).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('the connection to Kafka', () => {
  it('takes brokers as a list, or as one text with commas, as variables hold them', () => {
    expect(options.parse({ brokers: ['a:9092', 'b.example:19092'] }).brokers).toEqual(['a:9092', 'b.example:19092'])
    expect(options.parse({ brokers: 'a:9092, b:9093' }).brokers).toEqual(['a:9092', 'b:9093'])
    expect(options.parse({ brokers: 'a:9092' })).toEqual({ brokers: ['a:9092'], clientId: 'rxcast' })
  })

  it.each(['localhost', 'kafka://localhost:9092', 'a:9092,', ':9092', 'a:99999', '[::1]:9092', ''])(
    'refuses the address %j',
    (address) => {
      expect(issues({ brokers: address })).toBeDefined()
      expect(issues({ brokers: [address] })?.[0]).toMatch(/host:port, such as localhost:9092/)
    },
  )

  it('needs a broker, and a password if there is a user', () => {
    expect(issues({ brokers: [] })).toBeDefined()
    expect(issues({ brokers: 'a:1,b' })).toBeDefined()
    expect(issues({ brokers: 'a:1', sasl: { mechanism: 'plain', username: 'me' } })).toEqual([
      expect.stringMatching(/^sasl.password/),
    ])
    expect(issues({ brokers: 'a:1', sasl: { mechanism: 'gssapi', username: 'me', password: 'x' } })?.[0]).toMatch(
      /^sasl.mechanism/,
    )
    expect(issues({ brokers: 'a:1', tls: {} })).toBeUndefined()
  })
})

it('shows a text with brokers as it was written if it is not one', () => {
  const tree = {
    source: { kafka: { brokers: 'localhost', topic: 'a', group: 'g', time: 't', target: 'v' } },
    sinks: [{ kafka: { brokers: ['localhost:1', 'b'], topic: 'f' } }],
  }
  expect(() => definePipeline(tree)).toThrow(
    /kafka.brokers: expected addresses of brokers .*, got "localhost"\n.*brokers.1: expected the address of a broker .*, got "b"/,
  )
})
