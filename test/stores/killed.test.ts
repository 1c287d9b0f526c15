import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { propertySeed } from '../property-seed.ts'
// @ts-expect-error plain JavaScript, which a process of its own runs too
import { stateAfter } from './committed.mjs'
import { newFolder, opened } from './stores.ts'

const script = fileURLToPath(new URL('./committed.mjs', import.meta.url))
/** `KILL_ROUNDS=1000 npx vitest run test/stores/killed.test.ts` kills more often. */
const rounds = Number(process.env.KILL_ROUNDS ?? 8)

it(`a process killed during commits leaves the last commit or the next, whole, ${rounds} times`, {
  timeout: 3_600_000,
}, async () => {
  const folder = newFolder()
  let random = propertySeed
  let [before, swept] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const child = fork(script, [folder])
    let reported = before
    child.on('message', (message) => {
      if (typeof message === 'number') reported = message
    })
    await once(child, 'message')
    random = (random * 48_271) % 2_147_483_647
    await wait(random % 400)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = readdirSync(folder)
    const { all, notes } = await opened(folder)
    const commit = Number(all.commit ?? 0)
    expect(notes).toEqual([])
    expect(commit === reported || commit === reported + 1, `commit ${commit} after ${reported}`).toBe(true)
    if (commit > 0)
      expect(all).toEqual(Object.fromEntries(Object.entries(stateAfter(commit)).sort(([a], [b]) => (a < b ? -1 : 1))))
    swept += left.length - readdirSync(folder).length
    before = commit
  }
  console.info(`${rounds} kills during ${before} commits: ${swept} files left and swept`)
  expect(before).toBeGreaterThan(0)
})
