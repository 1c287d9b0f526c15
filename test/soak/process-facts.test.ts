import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { factsOf } from './process-facts.ts'

it.runIf(existsSync('/proc/self/stat'))('tells memory, computing and open files of a process', async () => {
  const before = factsOf(process.pid)
  const server = createServer().listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const during = factsOf(process.pid)
  expect(during.sockets).toBe(before.sockets + 1)
  expect(before.mb).toBeCloseTo(process.memoryUsage().rss / 2 ** 20, -2)
  server.close()
})
