import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileChanges } from '../../src/sources/file-changes.ts'
import { until } from '../until.ts'
import { newFolder } from './following.ts'

it('waits until the file changes, is made, or the signal is aborted', async () => {
  const folder = join(newFolder(), 'later')
  const path = join(folder, 'a.csv')
  const changes = new FileChanges(path)
  const stop = new AbortController()
  let woken = 0
  const waiting = (async () => {
    for (; !stop.signal.aborted; woken++) await changes.wait(stop.signal)
  })()
  const wakes = async (act: () => void) => {
    const before = woken
    act()
    await until(() => woken > before, 'a change')
  }
  await wakes(() => mkdirSync(folder))
  await wakes(() => writeFileSync(path, 'a'))
  await wakes(() => appendFileSync(path, 'b'))
  stop.abort()
  await waiting
  changes.close()
  await changes.wait(stop.signal)
  changes.close()
  expect(woken).toBeGreaterThanOrEqual(4)
})
