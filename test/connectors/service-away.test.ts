import { expect, it } from 'vitest'
import { commandHere, folderWith } from '../cli/command.ts'
import { live, rowsOf } from '../cli/live-run.ts'
import { Receiver } from './receiver.ts'

it('a run whose service was away ends with 1, and the next one delivers what waits', async () => {
  const receiver = await Receiver.start()
  const url = `${receiver.url}/f`
  const sinks = `sinks:\n  - webhook: { url: "${url}", retry: { from: 1ms, to: 50ms } }\ncheckpoint: state\n`
  const folder = folderWith({
    'rows.ndjson': rowsOf(9).join(''),
    'rows.yaml': live.slice(0, live.indexOf('sinks:')).replace('path: "-"', 'path: rows.ndjson') + sinks,
  })
  await receiver.halt()
  const first = await commandHere(['run', 'rows.yaml'], folder)
  expect(first.stderr).toContain(`${url}: 9 messages wait in the outbox; the next run delivers them`)
  expect(first.stderr).toMatch(
    /expected a connection for 9 messages, got none \(.*\); start the service, and run again/,
  )
  expect(first.stdout).toContain('9 rows')
  expect(first.code).toBe(1)
  await receiver.start()
  const second = await commandHere(['run', 'rows.yaml'], folder)
  expect(second.code).toBe(0)
  expect(receiver.received.flatMap(({ body }) => JSON.parse(body).forecasts)).toHaveLength(9)
})
