import { expect, it } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { worker } from '../../src/cli/worker.ts'
import { ConfigError } from '../../src/errors.ts'
import { OnKafka } from '../kafka/on-kafka.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { cheap, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

it('says of a pipeline that it cannot run what check says', async () => {
  const folder = folderWith({ 'rows.csv': days([1, 2]), 'a.yaml': `${cheap}worker: { stateEvery: 10 }\n` })
  const file = `${folder}/a.yaml`
  const said = await worker(file, {}, memoryTerminal()).catch((error) => error)
  expect(said).toBeInstanceOf(ConfigError)
  expect(said.message).toMatch(/a.yaml:\d+:\d+ worker: expected the source kafka, got csv; .* rxcast run any source$/)
  await expect(check([file], {}, memoryTerminal())).rejects.toThrow(said.message)
})

it('serves health and metrics before there is a broker, and says also when it is quiet that there is none', async () => {
  const brokers = '127.0.0.1:1'
  const kafka = `source: { kafka: { brokers: "${brokers}", topic: readings, group: weather, time: t, target: v } }`
  const sink = `sinks: [{ kafka: { brokers: "${brokers}", topic: forecasts } }]`
  const folder = folderWith({ 'a.yaml': `${kafka}\ncadence: 1d\n${sink}\nmetrics: { port: 0 }\n` })
  const terminal = memoryTerminal()
  let served = (_: string) => {}
  const url = new Promise<string>((resolve) => (served = resolve))
  let lose = () => {}
  const lost = new Promise<void>((resolve) => (lose = resolve))
  const onServed = (_: string, url: string) => served(url)
  const ended = worker(
    `${folder}/a.yaml`,
    { quiet: true, onServed, onlooker: () => ({ lost: () => lose() }) },
    terminal,
  )
  const asked = async (path: string) => {
    const answer = await fetch(new URL(path, await url))
    return [answer.status, (await answer.text()).trim()]
  }
  await lost
  expect((await asked('healthz'))[0]).toBe(200)
  expect(await asked('readyz')).toEqual([503, 'the broker cannot be reached'])
  expect((await asked('metrics'))[1]).toContain('rxcast_broker_outages_total 1')
  process.emit('SIGHUP')
  expect(await ended).toBe(0)
  expect(terminal.written.err).toMatch(/no connection \(.*127\.0\.0\.1:1.*\); waiting until there is one/)
  expect(terminal.written.err).not.toContain('stopping')
})

for (const [name, line] of [
  ['out', 14],
  ['rejects', 7],
] as const)
  itWithKafka(
    `names the line at which the pipeline has a topic that was deleted while it works: ${name}`,
    async ({ plain }) => {
      const world = await OnKafka.open(plain)
      const { group, topic, outputs, kafka } = world
      const topics: Record<string, string> = { out: outputs, rejects: `${group}-rejects` }
      const folder = folderWith({
        'a.yaml': `source:
  kafka: { brokers: "${plain}", topic: ${topic}, group: ${group}, time: t, target: v }
cadence: 1d
steps:
  - forecast: { horizon: 1, experts: [drift] }
worker:
  deadLetters: ${topics.rejects}
sinks:
  - kafka:
      brokers: "${plain}"
      topic: ${outputs}-events
      only: events
  - kafka:
      topic: ${outputs}
      brokers: "${plain}"
`,
      })
      let begun = () => {}
      const running = new Promise<void>((resolve) => (begun = resolve))
      const onlooker = () => ({ tookOver: () => begun() })
      const ended = worker(`${folder}/a.yaml`, { createTopics: true, onlooker }, memoryTerminal()).catch((e) => e)
      await Promise.race([running, ended])
      const admin = kafka.admin()
      await admin.connect()
      await admin.deleteTopics({ topics: [topics[name]!] })
      await admin.disconnect()
      await world.produce([name === 'out' ? '{"t":"2024-01-01","v":1}' : '{"t":"2024-01-01","v":"x"}'])
      const said = await ended
      expect(said).toBeInstanceOf(ConfigError)
      expect(said.message).toMatch(
        new RegExp(`a.yaml:${line}:\\d+ .*expected the topic ${topics[name]}, got UNKNOWN_TOPIC_OR_PARTITION of`),
      )
      await world.close()
    },
    60_000,
  )
