import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { bound } from '../../src/simulate/bound.ts'

describe('bound', () => {
  it('gives the port, and says if it is taken', async () => {
    const first = createServer().listen(0, '127.0.0.1')
    const port = await bound(first, 0)
    const second = createServer().listen(port, '127.0.0.1')
    await expect(bound(second, port)).rejects.toThrow(
      `simulate port: expected a free one, got ${port}, which is taken; end what uses it, or name another with --port and in the url of the pipeline`,
    )
    first.close()
  })
})
