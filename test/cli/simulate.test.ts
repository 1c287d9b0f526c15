import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { command, days, finished, folderWith, start } from './command.ts'

const folder = () =>
  folderWith({
    'rows.csv': days(Array.from({ length: 40 }, (_, i) => 10 + (i % 7))),
    'other.yaml': 'source: { webSocket: { url: "ws://127.0.0.1:9", target: value } }',
  })

/** Starts it, and waits for the address that it prints. */
async function playing(args: readonly string[], cwd: string) {
  const child = start(['simulate', 'rows.csv', '--port', '0', '--speed', '100000000', ...args], cwd)
  const end = finished(child)
  let printed = ''
  for (;;) {
    printed += String((await once(child.stdout, 'data'))[0])
    const address = /^(?:ws|http|mqtt):\S+/m.exec(printed)?.[0]
    if (address !== undefined && printed.includes('Ctrl-C')) return { child, end, address, printed }
  }
}

describe('rxcast simulate', () => {
  it('plays a file to those that connect, from the first row to the last', async () => {
    const { end, address, printed } = await playing(['--ws'], folder())
    const socket = new WebSocket(address)
    const rows: string[] = []
    socket.on('message', (data) => rows.push(String(data)))
    await once(socket, 'close')
    expect(rows.length).toBe(40)
    expect([rows[0], rows.at(-1)]).toEqual(['{"date":"2024-01-01","value":10}', '{"date":"2024-02-09","value":14}'])
    expect(await end).toMatchObject({ code: 0, stderr: '40 rows played, the file has ended\n' })
    expect(printed).toBe(`playing rows.csv: 40 rows, 100,000,000 times as fast as its own time: 1 s
${address}
  {"date":"2024-01-01","value":10}

in another terminal, with this source in a pipeline file:
  source: { webSocket: { url: "${address}", time: date, target: value } }
  rxcast run FILE.yaml --dashboard

it begins when somebody connects; Ctrl-C ends it
`)
  })

  it('ends by a signal before anybody has connected', async () => {
    const { child, end } = await playing(['--http'], folder())
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 143, stderr: '0 rows played\n' })
  })

  it.each([
    [[], 'expected one of --mqtt, --kafka, --ws and --http, got none'],
    [['--ws', '--http'], 'expected one of --mqtt, --kafka, --ws and --http, got 2'],
    [['--ws', '--topic', 'a'], 'expected --mqtt or --kafka with --topic, got --ws'],
    [['--http', '--key', 'a'], 'expected --kafka with --key, got --http'],
    [['--ws', '--init', 'rows.csv'], 'expected a file that does not exist yet, got "rows.csv"'],
    [['--mqtt', '--topic', 'a/{town}'], 'expected a field in {town}, got none; fields are date, value'],
    [['--ws', '--run', 'other.yaml'], 'webSocket.url: expected the feed, ws://127.0.0.1:'],
    [['--ws', '--time', 'day'], 'expected a column of the file, got "day"; columns are date, value'],
  ])('reports the problem: %j', async (args, message) => {
    const cwd = folder()
    const { code, stderr } = await command(['simulate', 'rows.csv', '--port', '0', ...args], cwd)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(readFileSync(join(cwd, 'rows.csv'), 'utf8')).toContain('date,value')
  })

  it('needs a file that is there', async () => {
    const { code, stderr } = await command(['simulate', 'row.csv', '--ws'], folder())
    expect([code, stderr]).toEqual([1, expect.stringContaining('did you mean "rows.csv"?')])
    expect(existsSync('row.yaml')).toBe(false)
  })
})
