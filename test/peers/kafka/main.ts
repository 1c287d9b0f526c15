// npm run kafka -- [--port 9092]
// Starts a Kafka broker for trying, which forgets everything when it ends.
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Cluster } from './cluster.ts'
import { missing } from './jars.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '9092' } } })
const lacks = missing()
if (lacks !== undefined) {
  console.error(`NO KAFKA: ${lacks}`)
  process.exit(1)
}
console.error('starting a broker; the first time its jars are fetched, about 45 MB')
const ended = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
const cluster = await Cluster.start({ port: Number(values.port) })
console.log(`Kafka at ${cluster.brokers()[0]}; Ctrl-C ends it, with all that it has`)
await ended
await cluster.stop()
process.exit(0)
