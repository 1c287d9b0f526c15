// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pipeline files name variables so
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import { Receiver } from '../connectors/receiver.ts'
import { until } from '../until.ts'
import { cheap, days, finished, folderWith } from './command.ts'
import { hours, linesOf, live } from './live-run.ts'
import { leaksIn, rxcastWith, secret, startWith } from './secret-run.ts'

const quick = 'retry: { from: 1ms, to: 5ms }'
const rows = days(Array.from({ length: 20 }, (_, i) => i % 7))

it('the secret in the address of a webhook is shown nowhere, whatever the receiver answers', async () => {
  const receiver = await Receiver.start()
  const sink = `webhook: { url: "${receiver.url}/services/\${HOOK}?key=\${HOOK}", ${quick} }`
  const text = `${cheap.replace('sinks:\n', `sinks:\n  - ${sink}\n  - report: out/report.html\n`)}checkpoint: state\n`
  const folder = folderWith({
    'rows.csv': rows,
    'a.yaml': text,
    'drop.yaml': text.replace(quick, `${quick}, down: drop`),
  })
  const run = (...args: string[]) => rxcastWith(folder, { HOOK: secret }, 'run', ...args)

  receiver.reply = ({ path }, count) => (count === 1 ? { status: 503, text: `${path} is busy` } : 200)
  const delivered = [await run('a.yaml', '--log', 'json')]
  receiver.reply = ({ path }) => ({ status: 422, text: `no such hook: ${path}` })
  delivered.push(await run('drop.yaml', '--fresh', '--explain'))
  const refused = await run('a.yaml', '--fresh')

  expect(receiver.received[0]!.path).toBe(`/services/${secret}?key=${secret}`)
  expect(delivered.map(({ code }) => code)).toEqual([0, 0])
  expect(delivered[0]!.stderr).toContain(
    '/services/${HOOK}: HTTP 503: /services/${HOOK}?key=${HOOK} is busy; trying again',
  )
  expect(delivered[1]!.stderr).toContain('dropped')
  expect(refused.code).not.toBe(0)
  expect(refused.stderr).toContain('got HTTP 422: no such hook: /services/${HOOK}?key=${HOOK}')
  const printed = [...delivered, refused].map(({ stdout, stderr }) => stdout + stderr)
  expect(printed.join('\n')).not.toContain('hunter2')
  expect(leaksIn(folder)).toEqual([])
})

it('the token in the address and the headers of a WebSocket is shown nowhere', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const tokens: (string | undefined)[] = []
  server.on('connection', (socket, { headers, url = '' }) => {
    tokens.push(headers.authorization)
    if (!url.startsWith('/feed')) return
    const first = tokens.length > 2 ? 15 : 0
    for (let i = first; i < first + 15; i++)
      socket.send(JSON.stringify({ time: hours(i), value: i % 10 === 9 ? 'n/a' : i % 7 }))
    if (first === 0) socket.close(4001, `${url} had its share`)
  })
  const url = (path: string) => `url: "ws://127.0.0.1:${port}/${path}/\${TOKEN}?t=\${TOKEN}"`
  const headers = 'headers: { Authorization: "Bearer ${TOKEN}" }'
  const folder = folderWith({
    'live.yaml': live
      .replace(/ {2}ndjson: .*/, `  webSocket: { ${url('feed')}, ${headers}, time: time, target: value }`)
      .replace('sinks:\n', `sinks:\n  - webSocket: { ${url('sink')}, ${headers} }\n`),
  })
  const child = startWith(folder, { TOKEN: secret }, 'run', 'live.yaml', '--log', 'json')
  const ended = finished(child)
  onTestFinished(() => void child.kill('SIGKILL'))
  await until(() => linesOf(join(folder, 'out/f.csv')) > 40 || child.exitCode !== null, 'rows of the second connection')
  child.kill('SIGINT')
  const { stderr, stdout } = await ended
  expect(tokens.slice(0, 3)).toEqual(Array(3).fill(`Bearer ${secret}`))
  expect(stderr).toContain('it was closed with code 4001, /feed/${TOKEN}?t=${TOKEN} had its share')
  expect(stderr).toContain('expected a number')
  expect(stderr + stdout).not.toContain('hunter2')
  expect(leaksIn(folder)).toEqual([])
})

it('the password of a database is shown nowhere', async () => {
  // Nothing listens there.
  const sink = `postgres: { url: "postgres://writer:\${PASSWORD}@127.0.0.1:1/plant", down: stop, ${quick} }`
  const folder = folderWith({
    'rows.csv': rows,
    'a.yaml': `${cheap.replace('sinks:\n', `sinks:\n  - ${sink}\n`)}checkpoint: state\n`,
  })
  const { code, stderr, stdout } = await rxcastWith(
    folder,
    { PASSWORD: `${secret}%40` },
    'run',
    'a.yaml',
    '--log',
    'json',
  )
  expect(code).not.toBe(0)
  expect(stderr).toContain('postgres://127.0.0.1:1/plant \\"forecasts\\": no connection (')
  expect(stderr + stdout).not.toMatch(/hunter2|writer/)
  expect(leaksIn(folder)).toEqual([])
})
