import { expect } from 'vitest'
import { folderWith } from '../cli/command.ts'
import { hours } from '../cli/live-run.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { differences } from '../proof/differences.ts'
import { KafkaTopic } from './kafka-topic.ts'
import { running } from './kept-run.ts'

const stations = 5
const partitions = 3
/** For a machine that is busy. */
const timeout = 40_000

/** Hourly rows of the stations in turn, with values that look random. */
const readings = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => {
    const i = from + n
    const [key, time] = [`station ${i % stations}`, hours(Math.floor(i / stations))]
    return { key, value: JSON.stringify({ station: key, time, value: ((i * 7919) % 1009) / 10 }) }
  })

/** A topic for the outputs of runs that go on from each other. No checkpoint is due, so that the journal is read too. */
async function outputOf(input: KafkaTopic) {
  const { broker } = input
  const output = await KafkaTopic.make(broker, partitions)
  const folder = folderWith({
    'live.yaml': `source:
  kafka: { brokers: "${broker}", topic: ${input.topic}, group: ${output.topic}, time: time, target: value, by: station }
steps:
  - inOrder
  - fillGaps: 1h
  - forecast: { horizon: 2, season: none, experts: [persistence, drift], intervals: [0.8] }
sinks:
  - kafka: { brokers: "${broker}", topic: ${output.topic}, retry: { from: 1ms, to: 50ms } }
checkpoint: { dir: state, every: 1d }
`,
  })
  /** How many records have each id, once there are so many ids. */
  const records = async (ids: number) => {
    const counts = new Map<string, number>()
    const count = async () => {
      counts.clear()
      for (const { id } of await output.committed()) counts.set(id, (counts.get(id) ?? 0) + 1)
      return counts.size
    }
    await expect.poll(() => output.size(), { timeout }).toBeGreaterThanOrEqual(ids)
    await expect.poll(count, { timeout }).toBe(ids)
    return counts
  }
  return { output, records, start: () => running(folder) }
}

itWithKafka(
  'a run that is killed sends every forecast, and twice only those whose acknowledgement it had not kept',
  async ({ plain }) => {
    const input = await KafkaTopic.make(plain, partitions)
    const [whole, killed] = await Promise.all([outputOf(input), outputOf(input)])
    const never = whole.start()
    let rows = 0
    const send = async (count: number) => {
      await input.records(readings(rows, count))
      rows += count
    }
    const settled: Map<string, number>[] = []
    for (let kills = 0; kills < 2; kills++) {
      const run = killed.start()
      await send(20)
      // One delivery follows another, so that the next one begins when the acknowledgements of these were kept.
      settled.push(await killed.records(rows))
      const size = await killed.output.size()
      let isSending = true
      const begun = expect.poll(() => killed.output.size(), { interval: 1, timeout }).toBeGreaterThan(size)
      const end = begun.then(run.kill).finally(() => {
        isSending = false
      })
      // Rows come until then, so that it is at work when it is killed.
      while (isSending) await send(10)
      expect((await end).code).toBeNull()
    }
    const last = killed.start()
    await send(20)
    const counts = await killed.records(rows)
    await whole.records(rows)
    await Promise.all([never.kill(), last.kill()])

    for (const [id, before] of settled.flatMap((each) => [...each])) expect([id, counts.get(id)]).toEqual([id, before])
    const expected = await whole.output.committed()
    expect(expected).toHaveLength(rows)
    // A repeat has the same id and the same bytes.
    const once = new Map((await killed.output.committed()).map((record) => [JSON.stringify(record), record]))
    expect(differences(expected, once.values())).toEqual({ lost: 0, doubled: 0, wrong: 0, reordered: 0, first: '' })
  },
  6 * timeout,
)
