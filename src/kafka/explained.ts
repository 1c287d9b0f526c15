import { ConfigError } from '../errors.ts'
import { causeOf, distrusted, isDistrust } from '../live/cause-of.ts'
import type { KafkaConnection } from './connection-options.ts'

/** What was attempted when something failed. */
export interface Attempted {
  /** The word that has the options, for errors. */
  readonly word: string
  readonly brokers: readonly string[]
  readonly sasl?: KafkaConnection['sasl']
  readonly topic?: string
  /** Where topics are named, if not by the word: places in the pipeline, or paths of options. By topic. */
  readonly places?: ReadonlyMap<string, string>
}

/** An error of kafkajs. Only those that the protocol names have a type and a number. */
interface KafkaFailure extends Error {
  readonly type?: string
  readonly code?: number | string
  readonly broker?: string
  readonly errors?: readonly Error[]
  /** Where the record is that could not be read. */
  readonly at?: string
}

/**
 * What a failure of the client means, in plain words.
 *
 * @returns a ConfigError if another try would not help
 */
export function explained(error: unknown, attempted: Attempted): Error {
  if (error instanceof ConfigError || !(error instanceof Error)) return error as Error
  const failure = innermost(error)
  const name = attempted.brokers.join(', ')
  if (isDistrust(error)) return distrusted(attempted.word, name, failure)
  if (failure.name === 'KafkaJSSASLAuthenticationError') return refused(attempted, name, failure.message)
  if (failure.name === 'KafkaJSNotImplemented' && /compression/.test(failure.message))
    return cannotDecompress(attempted, failure)
  const known = failure.type === undefined ? undefined : answers.get(failure.type)
  if (known !== undefined) {
    const [option, expected, cure] = known(attempted.topic === undefined ? '' : ` ${attempted.topic}`)
    const message = `expected ${expected}, got ${failure.type} of ${name}; ${cure}`
    const own = option === '' || option === '.topic' ? attempted.places?.get(attempted.topic ?? '') : undefined
    const where = own ?? (option.startsWith('worker.') ? `${option}:` : `${attempted.word}${option}:`)
    return new ConfigError([{ where, message }])
  }
  if (isCoordinatorMoving(failure))
    return new Error('the broker that coordinates the group is being changed', { cause: error })
  if (failure.name === 'KafkaJSConnectionClosedError' || failure.code === 'ECONNRESET')
    return new Error(
      `${failure.broker ?? name} closed the connection${attempted.sasl ? '' : ', as brokers do that ask for sasl or tls'}`,
      { cause: error },
    )
  if (failure.name === 'KafkaJSConnectionError' || failure.name === 'KafkaJSRequestTimeoutError')
    return new Error(said(failure, name), { cause: error })
  // What kafkajs says if it had a connection, but no answer to its first question.
  if (failure.message === 'Broker not connected') return new Error(`no answer from ${name}`, { cause: error })
  return failure
}

/** What a failed connection said, with the address that it was to. */
function said(failure: KafkaFailure, name: string): string {
  const message = causeOf(failure).replace(/^(Connection error|Failed to connect): /, '')
  const broker = failure.broker ?? name
  return message.includes(broker) ? message : `${broker}: ${message}`
}

/** The number and name of an answer by which a broker refuses a request; undefined for any other error. */
export function answerOf(error: unknown): { readonly type?: string; readonly code?: number | string } | undefined {
  if (!(error instanceof Error)) return undefined
  const failure = innermost(error)
  return failure.name.startsWith('KafkaJS') ? failure : undefined
}

/** Whether the broker that coordinates a group is being changed, or reads what it has to know first. */
export function isCoordinatorMoving(error: unknown): boolean {
  return coordinatorMoves.has(answerOf(error)?.type ?? '')
}

const coordinatorMoves = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
])

/** What kafkajs wrapped. It keeps the reason in `cause`, several levels deep if it had tried again, or in `errors`. */
function innermost(error: KafkaFailure): KafkaFailure {
  const inner = error.cause ?? error.errors?.[0]
  return inner instanceof Error ? innermost(inner) : error
}

function refused({ word, sasl }: Attempted, name: string, message: string): ConfigError {
  const who = sasl === undefined ? '' : ` user ${JSON.stringify(sasl.username)} by ${sasl.mechanism}`
  const cure = /not supported by the server/.test(message)
    ? 'set sasl.mechanism to one that the broker has'
    : 'check mechanism, username and password'
  return new ConfigError([
    { where: `${word}.sasl:`, message: `expected ${name} to accept${who}, got "${message}"; ${cure}` },
  ])
}

function cannotDecompress({ word, topic }: Attempted, { at, message }: KafkaFailure): ConfigError {
  const kind = message.split(' ')[0]!.toLowerCase()
  const place = at ?? topic
  return new ConfigError([
    {
      where: `${word}.topic:`,
      message: `expected records that can be unpacked${place === undefined ? '' : ` in ${place}`}, got ${kind}; use Node 22.15 or newer, or set compression.type of the topic and of its producers to lz4, snappy or gzip and wait until the records are deleted`,
    },
  ])
}

/**
 * Option, what was expected, and the cure, by the answer of a broker that another try would not change. An option
 * that is not of `worker` is of the word.
 */
type Answer = (topic: string) => readonly [option: string, expected: string, cure: string]

const forbidden =
  (option: string, what: string, operations: string): Answer =>
  (topic) => [option, `permission to use the ${what}${topic}`, `grant the user ${operations} (kafka-acls)`]

const answers = new Map<string, Answer>([
  [
    'UNKNOWN_TOPIC_OR_PARTITION',
    (topic) => [
      '.topic',
      `the topic${topic}`,
      'create it (kafka-topics --create; rxcast worker --create-topics), or correct the name',
    ],
  ],
  [
    'INVALID_TOPIC_EXCEPTION',
    (topic) => ['.topic', `a name of a topic${topic && ', not'}${topic}`, 'use letters, digits, dots, - and _ only'],
  ],
  [
    'ILLEGAL_SASL_STATE',
    () => ['.sasl', 'brokers that ask for sasl', 'leave sasl out, or give the port at which they do'],
  ],
  ['TOPIC_AUTHORIZATION_FAILED', forbidden('.topic', 'topic', 'Read or Write, and Describe')],
  ['GROUP_AUTHORIZATION_FAILED', forbidden('.group', 'group', 'Read on it')],
  ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', forbidden('.group', 'transactional ids', 'Write on the prefix <group>-')],
  ['CLUSTER_AUTHORIZATION_FAILED', forbidden('', 'cluster', 'IdempotentWrite on it')],
  [
    'INCONSISTENT_GROUP_PROTOCOL',
    () => ['.group', 'a group of its own', 'name another group: the members of this one assign partitions differently'],
  ],
  [
    'INVALID_SESSION_TIMEOUT',
    () => [
      'worker.session',
      'a session time-out that the broker accepts',
      'choose one between group.min.session.timeout.ms (6s by default) and group.max.session.timeout.ms of the broker',
    ],
  ],
  [
    'INVALID_TRANSACTION_TIMEOUT',
    () => ['', 'a transaction time-out that the broker accepts', 'raise transaction.max.timeout.ms of the broker'],
  ],
  [
    'MESSAGE_TOO_LARGE',
    (topic) => [
      '',
      `records that the topic${topic} accepts`,
      'raise max.message.bytes of the topic (kafka-configs --alter)',
    ],
  ],
  [
    'RECORD_LIST_TOO_LARGE',
    (topic) => [
      '',
      `requests that the topic${topic} accepts`,
      'raise max.message.bytes of the topic and segment.bytes above it',
    ],
  ],
  [
    'INVALID_REPLICATION_FACTOR',
    (topic) => ['', `as many brokers as replicas of${topic}`, 'set --replicas to at most the number of brokers'],
  ],
  ['POLICY_VIOLATION', (topic) => ['', `the cluster to permit a topic${topic}`, 'create it as the cluster permits']],
])
