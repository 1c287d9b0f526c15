import { mkdtempSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chain, fillGaps, forecast, inOrder, score } from '../../src/index.ts'
import { type Feed, readFeed, run, writeNdjson } from '../../src/node.ts'
import { message } from '../live/reading.ts'

it('forecasts the rows of a feed of your own, whose connection is lost on the way', async () => {
  const hour = 3_600_000
  let next = 1
  // Three lines for each client, then it hangs up.
  const server = createServer((socket) => {
    for (let line = 0; line < 3; line++, next++) socket.write(`${message(next * hour, next)}\n`)
    socket.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const feed: Feed = {
    name: 'meter',
    async run(link) {
      const socket = connect(port, '127.0.0.1', () => link.open()).setEncoding('utf8')
      link.signal.addEventListener('abort', () => socket.destroy())
      let rest = ''
      for await (const text of socket) {
        const lines = (rest + text).split('\n')
        rest = lines.pop()!
        for (const line of lines) await link.message(line)
      }
    },
  }
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-feed-'))
  const stop = new AbortController()
  const notices: string[] = []
  const { rows } = await run(
    {
      name: 'meter',
      folder,
      live: true,
      source: readFeed(feed, { clock: 'ms', reconnect: { from: '1ms', to: '5ms' } }),
      operators: (ledger) =>
        chain(
          inOrder({}, { ledger }),
          fillGaps('1h', { ledger }),
          forecast({ horizon: 1, experts: ['persistence'] }),
          score(),
        ),
      sinks: [writeNdjson('out.ndjson')],
    },
    {
      stop: stop.signal,
      onWarning: (notice) => notices.push(notice),
      onProgress: () => {
        if (next > 7) stop.abort()
      },
    },
  )
  server.close()
  const observed = readFileSync(join(folder, 'out.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).observed)
  expect(observed.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6])
  expect(rows.accepted).toBe(observed.length)
  expect(notices[0]).toBe('meter: no connection (it was closed); trying again until there is one')
})

it('refuses options that contradict each other', () => {
  const feed: Feed = { name: 'none', run: async () => {} }
  expect(() => readFeed(feed, { arrival: true, time: 't' })).toThrow('readFeed.time: expected no column of the time')
})
