import { join } from 'node:path'
import { expect, it } from 'vitest'
import { demandFeed } from '../../src/cli/demand-feed.ts'
import { folderWith } from './command.ts'

const demand = (source: string, feed: string, isBroker = false) =>
  demandFeed(join(folderWith({ 'p.yaml': `source: { ${source} }\n` }), 'p.yaml'), feed, isBroker)

it.each([
  ['webSocket: { url: "ws://localhost:7071/a", target: value }', 'ws://127.0.0.1:7071', false],
  ['mqtt: { url: "mqtt://[::1]", topics: a, target: value }', 'mqtt://127.0.0.1:1883', false],
  ['mqtt: { url: "wss://plant.example:9001", topics: a, target: value }', 'mqtt://plant.example:1883', true],
  ['csv: { path: a.csv, time: time, target: value }', 'ws://127.0.0.1:7071', false],
])('takes a pipeline that reads the feed: %s', (source, feed, isBroker) => {
  expect(() => demand(source, feed, isBroker)).not.toThrow()
})

it.each([
  [
    'mqtt: { url: "mqtt://localhost:7071", topics: a, target: value }',
    'mqtt://127.0.0.1:7093',
    'p.yaml:1:24 mqtt.url: expected the feed, mqtt://127.0.0.1:7093, got mqtt://localhost:7071; play at its port with --port 7071, or set url to mqtt://127.0.0.1:7093',
  ],
  [
    'webSocket: { url: "wss://user:secret@prices.example/live", target: value }',
    'ws://127.0.0.1:7071',
    'webSocket.url: expected the feed, ws://127.0.0.1:7071, got wss://prices.example; set url to ws://127.0.0.1:7071',
  ],
])('refuses one that reads something else: %s', (source, feed, message) => {
  expect(() => demand(source, feed)).toThrow(message)
})
