import { afterEach, describe, expect, it } from 'vitest'
import { GroupPage } from '../../src/cli/group-page.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { OnKafka } from '../kafka/on-kafka.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { publishedRun, weather } from '../published/published-run.ts'

const run = await publishedRun(weather)

/** The pipeline of the run, as that of a group with these sinks. */
const groupOf = (input: { readonly group: string; readonly topic: string }, ...sinks: object[]) =>
  ({
    ...run.pipeline,
    source: { ...run.pipeline.source, argument: { ...(run.pipeline.source.argument as object), ...input } },
    sinks: sinks.map((argument) => ({ word: { name: 'kafka' }, argument })),
  }) as unknown as Pipeline

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
async function pageOf(pipeline: Pipeline) {
  const shown: ScoredData[] = []
  const happened: SeriesEvent[] = []
  const page = await GroupPage.open(pipeline, {
    write: (batch) => shown.push(...batch),
    happened: (event) => happened.push(event),
  })
  open.push(page)
  return { page, shown, happened }
}

describe('the page of a group', () => {
  itWithKafka('shows what its workers have sent, and what they send', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    open.push(world)
    const isEvent = (record: string) => record.includes('"event"')
    await world.produce(run.records.slice(0, 400))
    const { page, shown, happened } = await pageOf(
      groupOf(
        { group: 'weather', topic: world.changelog },
        { brokers: [plain], topic: world.topic, events: true },
        { brokers: [plain], topic: 'other', leads: [1] },
      ),
    )
    const forecasts = (records: readonly string[]) => records.filter((record) => !isEvent(record)).length / 2
    await expect.poll(() => shown.length).toBe(forecasts(run.records.slice(0, 400)))
    await world.produce([...run.records.slice(400), 'of somebody else'])
    await expect.poll(() => shown.length).toBe(run.made.length)
    expect(shown.at(-1)!.scores).toMatchObject({ mae: run.made.at(-1)!.scores.mae })
    await expect.poll(() => happened.length).toBe(run.records.filter(isEvent).length)
    await expect.poll(() => page.isBehind).toBe(false)
    expect(page.shows).toEqual([
      `All series of the group weather, read from the topic ${world.topic}: its last 20,000 records when the page began, and those since`,
      'Scores count from the first of these forecasts on',
      '1 record could not be shown: expected JSON, got something else',
    ])
  })

  itWithKafka('is behind while rows wait for the group', async ({ plain }) => {
    const world = await OnKafka.open(plain, 2)
    open.push(world)
    const { group, topic, outputs } = world
    await world.produce(['row'], 1)
    const { page } = await pageOf(groupOf({ group, topic }, { brokers: [plain], topic: outputs }))
    const note = 'Rows or forecasts wait: no series counts as stale until they are shown'
    expect([page.isBehind, page.shows.includes(note)]).toEqual([true, true])
    const admin = world.kafka.admin()
    await admin.connect()
    const commit = (offset: string) =>
      admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 1, offset }] })
    await commit('1')
    await expect.poll(() => page.isBehind).toBe(false)
    expect(page.shows).not.toContain(note)
    await commit('0')
    await expect.poll(() => page.isBehind).toBe(true)
    await admin.disconnect()
  })

  itWithKafka('says that there is no such topic, and shows it once there is', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    open.push(world)
    const topic = `${world.topic}-late`
    const { page, shown } = await pageOf(groupOf({ group: 'weather', topic: world.topic }, { brokers: [plain], topic }))
    await expect.poll(() => page.shows.join('\n')).toMatch(/late cannot be read: .*UNKNOWN_TOPIC/)
    const admin = world.kafka.admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] })
    await admin.disconnect()
    const producer = world.kafka.producer()
    await producer.connect()
    await producer.send({ topic, messages: run.records.slice(0, 10).map((value) => ({ value })) })
    await producer.disconnect()
    await expect.poll(() => shown.length).toBe(5)
    expect(page.shows.join('\n')).not.toContain('cannot be read')
  })
})

it('has nothing to show without a sink to a topic', async () => {
  const { page } = await pageOf(groupOf({ group: 'weather', topic: 'readings' }))
  expect(page.shows).toEqual(['No sink of the pipeline sends forecasts to a topic: there is nothing to show'])
})
