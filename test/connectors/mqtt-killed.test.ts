import { join } from 'node:path'
import mqtt from 'mqtt'
import { expect, it, onTestFinished } from 'vitest'
import { linesOf, rowsOf } from '../cli/live-run.ts'
import { mosquitto, mosquittoRuns } from '../peers/brokers.ts'
import { until } from '../until.ts'
import { journaled, liveFolderOf, running, writtenIn } from './kept-run.ts'

const rows = rowsOf(91)
// A header, and two leads for each hour.
const lines = 1 + 2 * 91

it.runIf(mosquittoRuns())('writes the same bytes if it is killed while the broker sends', async () => {
  const peer = await mosquitto()
  const sender = await mqtt.connectAsync(peer.url)
  onTestFinished(() => void sender.end(true))
  const source = `mqtt: { url: "${peer.url}", topics: "a" }`
  const send = (from: number, to: number) =>
    Promise.all(rows.slice(from, to).map((row) => sender.publishAsync('a', row, { qos: 1 })))
  /** Sends the first row until a run has it: the broker keeps nothing of what came before the first subscription. */
  const begin = async (folder: string) => {
    const run = running(folder)
    await until(() => {
      void sender.publishAsync('a', rows[0]!, { qos: 1 })
      return journaled(folder, rows[0]!.trim())
    }, 'a subscription')
    return run
  }

  const whole = liveFolderOf(source)
  const unbroken = await begin(whole)
  await send(1, 91)
  await unbroken.stop(lines)

  const folder = liveFolderOf(source)
  const first = await begin(folder)
  const sending = send(1, 60)
  await until(() => journaled(folder, rows[5]!.trim()), 'row 5 in the journal')
  await first.kill()
  await sending
  const second = running(folder)
  await until(() => journaled(folder, rows[59]!.trim()), 'row 59 in the journal')
  await second.kill()
  // The broker keeps what comes while there is no run.
  await send(60, 91)
  await running(folder).stop(lines)
  expect(writtenIn(folder)['f.csv']).toBe(writtenIn(whole)['f.csv'])
  expect(linesOf(join(folder, 'out/f.csv'))).toBe(lines)
})
