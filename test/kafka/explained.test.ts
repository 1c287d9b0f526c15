import kafkajs from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { answerOf, explained, isCoordinatorMoving } from '../../src/kafka/explained.ts'

const about = { word: 'kafka', brokers: ['k1:9092', 'k2:9092'] }
const { KafkaJSProtocolError, KafkaJSNumberOfRetriesExceeded, KafkaJSNonRetriableError } = kafkajs
const answer = (type: string, code = 1) =>
  new KafkaJSProtocolError(Object.assign(new Error('said by the broker'), { type, code, retriable: false }))
const wrapped = (error: Error) => {
  const exceeded = new KafkaJSNumberOfRetriesExceeded(error, { retryCount: 5, retryTime: 100 } as never)
  return Object.assign(new KafkaJSNonRetriableError(exceeded), { cause: exceeded })
}

describe('an error of kafkajs', () => {
  it.each([
    ['UNKNOWN_TOPIC_OR_PARTITION', /^kafka.topic: expected the topic readings, got .*; create it/],
    ['TOPIC_AUTHORIZATION_FAILED', /^kafka.topic: expected permission to use the topic readings, got .*; grant/],
    ['GROUP_AUTHORIZATION_FAILED', /^kafka.group: expected permission/],
    ['INCONSISTENT_GROUP_PROTOCOL', /^kafka.group: expected a group of its own, got .*; name another/],
    ['INVALID_SESSION_TIMEOUT', /^worker.session: .*group.min.session.timeout.ms/],
    ['ILLEGAL_SASL_STATE', /^kafka.sasl: expected brokers that ask for sasl, got .*; leave sasl out/],
    ['MESSAGE_TOO_LARGE', /^kafka: expected records that the topic readings accepts, got .*max.message.bytes/],
  ])('that is %s ends the run, with a cure, however deep it is wrapped', (type, message) => {
    for (const error of [answer(type), wrapped(answer(type))]) {
      const plain = explained(error, { ...about, topic: 'readings' })
      expect(plain).toBeInstanceOf(ConfigError)
      expect(plain.message).toMatch(message)
      expect(plain.message).toContain(`${type} of k1:9092, k2:9092`)
    }
  })

  it('says from whom no answer came', () => {
    expect(explained(wrapped(new Error('Broker not connected')), about).message).toBe('no answer from k1:9092, k2:9092')
  })

  it('is about the option that names the topic', () => {
    const places = new Map([['rejects', 'worker.deadLetters:']])
    const where = (topic: string, type: string) =>
      (explained(answer(type), { ...about, topic, places }) as ConfigError).problems[0]!.where
    expect(where('rejects', 'UNKNOWN_TOPIC_OR_PARTITION')).toBe('worker.deadLetters:')
    expect(where('rejects', 'MESSAGE_TOO_LARGE')).toBe('worker.deadLetters:')
    expect(where('rejects', 'GROUP_AUTHORIZATION_FAILED')).toBe('kafka.group:')
    expect(where('readings', 'UNKNOWN_TOPIC_OR_PARTITION')).toBe('kafka.topic:')
  })

  it.each(['NOT_LEADER_FOR_PARTITION', 'NOT_COORDINATOR_FOR_GROUP', 'REQUEST_TIMED_OUT'])(
    'that is %s passes, so it does not end the run',
    (type) => {
      expect(explained(wrapped(answer(type)), about)).not.toBeInstanceOf(ConfigError)
    },
  )

  it('says that the coordinator is being changed, as an error that the engine still recognizes', () => {
    const plain = explained(wrapped(answer('NOT_COORDINATOR_FOR_GROUP')), about)
    expect(plain.message).toBe('the broker that coordinates the group is being changed')
    expect(isCoordinatorMoving(plain)).toBe(true)
  })

  it('gives its type and number to the engine, which acts on them', () => {
    expect(answerOf(wrapped(answer('INVALID_PRODUCER_EPOCH', 47)))).toMatchObject({
      type: 'INVALID_PRODUCER_EPOCH',
      code: 47,
    })
    expect(answerOf(new Error('of something else'))).toBeUndefined()
  })

  it('that does not trust a certificate ends the run', () => {
    const code = 'DEPTH_ZERO_SELF_SIGNED_CERT'
    const plain = explained(Object.assign(new Error('self-signed certificate'), { code }), about)
    expect(plain).toBeInstanceOf(ConfigError)
    expect(plain.message).toBe(
      'kafka.tls: expected a trusted certificate of k1:9092, k2:9092, got self-signed certificate; tls.ca can name the certificate to trust',
    )
  })

  it('is passed on if it is not of kafkajs', () => {
    const error = new TypeError('x is not a function')
    expect(explained(error, about)).toBe(error)
  })
})
