import { setTimeout as delay } from 'node:timers/promises'
import { type KafkaClient, kafkaClient } from '../kafka/client.ts'
import type { KafkaConnection } from '../kafka/connection-options.ts'
import { Tail } from '../kafka/tail.ts'
import { Backoff } from '../live/backoff.ts'
import { channelsOf } from '../pipeline/channels-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { publishedScores } from '../pipeline/published-scores.ts'
import { CatchUp } from '../published/catch-up.ts'
import { type ChosenTopics, chooseTopics, type TopicSink } from '../published/choose-topics.ts'
import { Published } from '../published/published.ts'
import type { Onlooker } from '../run/onlooker.ts'
import { placeIn } from '../sources/place-in.ts'
import { whole } from './figures.ts'

type Sink = TopicSink & KafkaConnection

/** Records of a topic to begin with: they are read within seconds. */
const last = 20_000
const delays = { from: 1000, to: 15_000 }
/** Milliseconds between two looks at how far group and page have read. */
const lookMs = 2000

/** Shows the forecasts of all workers of a group: reads them where the sinks `kafka` of the pipeline have sent them. */
export class GroupPage {
  private readonly chosen: ChosenTopics<Sink>
  private readonly published: Published
  private readonly input: { readonly topic: string; readonly group: string }
  private readonly hide: (text: string) => string
  private readonly tails: readonly Tail[]
  private readonly closing = new AbortController()
  private readonly following: Promise<unknown>
  /** Why a topic cannot be read now, by topic. */
  private readonly problems = new Map<string, string>()
  private readonly catchUp = new CatchUp()

  /**
   * Begins to read.
   *
   * @param page gets the forecasts and events
   * @throws ConfigError if the package `kafkajs` is not installed, or the settings of a connection are wrong
   */
  static async open(pipeline: Pipeline, page: Pick<Onlooker, 'write' | 'happened'>): Promise<GroupPage> {
    const sinks = pipeline.sinks.flatMap(({ word, argument }) => (word.name === 'kafka' ? [argument as Sink] : []))
    const chosen = chooseTopics(sinks)
    const { by } = pipeline.source.word.facts(pipeline.source.argument)
    const targets = channelsOf(pipeline)
    const scores = await publishedScores(pipeline, chosen.forecasts?.leads === undefined)
    const published = new Published({ targets, by, events: chosen.events !== undefined, ...scores }, page)
    const { resolve } = placeIn(pipeline.folder, false, pipeline.expand)
    const read = [...new Set([chosen.forecasts, chosen.events])].filter((sink) => sink !== undefined)
    const clients = await Promise.all(read.map((sink) => kafkaClient(sink, { word: 'kafka', resolve })))
    const tails = clients.map((client, i) => [read[i]!.topic, new Tail(client)] as const)
    return new GroupPage(pipeline, chosen, published, tails, clients[0])
  }

  private constructor(
    { hide = (text) => text, source }: Pipeline,
    chosen: ChosenTopics<Sink>,
    published: Published,
    tails: readonly (readonly [topic: string, tail: Tail])[],
    client: KafkaClient | undefined,
  ) {
    this.chosen = chosen
    this.published = published
    this.input = source.argument as GroupPage['input']
    this.hide = hide
    this.tails = tails.map(([, tail]) => tail)
    this.following = Promise.all([
      ...tails.map(([topic, tail]) => this.follow(topic, tail)),
      ...(client ? [this.look(client, tails)] : []),
    ])
  }

  /** Where the forecasts on the page are from, and what of them is not shown, a sentence each. */
  get shows(): readonly string[] {
    const { chosen, input, problems, published, tails } = this
    const skipped = tails.reduce((sum, tail) => sum + tail.skipped, 0)
    const { forecasts } = chosen
    return [
      ...(forecasts
        ? [
            `All series of the group ${input.group}, read from the topic ${forecasts.topic}: its last ${whole(last)} records when the page began, and those since`,
            'Scores count from the first of these forecasts on',
            ...(this.isBehind ? ['Rows or forecasts wait: no series counts as stale until they are shown'] : []),
          ]
        : []),
      ...chosen.remarks,
      ...[...problems].map(([topic, problem]) => `The topic ${topic} cannot be read: ${problem}; trying again`),
      ...(skipped > 0 ? [`${whole(skipped)} records were left out to keep up`] : []),
      ...published.remarks,
    ]
  }

  /** Whether rows wait to be forecast, or forecasts to be shown: the series of their partitions are not silent. */
  get isBehind(): boolean {
    return this.catchUp.behind
  }

  async close(): Promise<void> {
    this.closing.abort()
    await Promise.all(this.tails.map((tail) => tail.close()))
    await this.following
  }

  /** Reads a topic, again and again if it fails: the page of a worker that works must not end it. */
  private async follow(topic: string, tail: Tail): Promise<void> {
    const { signal } = this.closing
    const backoff = new Backoff(delays)
    const take = (values: readonly string[]) => {
      this.problems.delete(topic)
      backoff.reset()
      this.published.read(values)
    }
    while (!signal.aborted) {
      try {
        await tail.follow(topic, last, take, signal)
      } catch (error) {
        this.problems.set(topic, this.hide((error as Error).message))
        await backoff.wait(signal)
      }
    }
  }

  /** Looks now and then how far the group has come in its input, and the page in the topics of the group. */
  private async look(client: KafkaClient, tails: readonly (readonly [topic: string, tail: Tail])[]): Promise<void> {
    const { signal } = this.closing
    const { group, topic } = this.input
    const admin = client.kafka.admin()
    const placesOf = async (topic: string, read: () => Promise<ReadonlyMap<number, number>>) => {
      const partitions = await admin.fetchTopicOffsets(topic)
      const ends = new Map(partitions.map(({ partition, high }) => [partition, Number(high)]))
      return { topic, ends, positions: await read() }
    }
    const committed = async () => {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] })
      return new Map(found?.partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))]))
    }
    while (!signal.aborted) {
      try {
        await admin.connect()
        const topics = [
          await placesOf(topic, committed),
          ...(await Promise.all(tails.map(([name, tail]) => placesOf(name, async () => tail.positions)))),
        ]
        this.catchUp.look(topics, performance.now())
      } catch {
        // The tails say it if a broker cannot be reached.
      }
      await delay(lookMs, undefined, { signal, ref: false }).catch(() => {})
    }
    await admin.disconnect().catch(() => {})
  }
}
