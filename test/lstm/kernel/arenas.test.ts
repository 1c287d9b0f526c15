import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../src/errors.ts'
import { Arenas } from '../../../src/lstm/kernel/arenas.ts'
import { compileKernel } from '../../../src/lstm/kernel/load.ts'

const module = compileKernel()!
const sizes = {
  inputs: 2,
  hidden: 8,
  layers: 1,
  outputs: 1,
  targets: 1,
  channels: 1,
  window: 4,
  windows: 2,
  members: 1,
  storeRows: 20,
}
const page = 2 ** 16

describe('Arenas', () => {
  it('put networks of the same sizes in one arena, and others in another', () => {
    const arenas = new Arenas(module)
    const [a, b, c] = [{}, {}, {}].map((owner, i) => arenas.take(i < 2 ? sizes : { ...sizes, window: 5 }, owner))
    expect(a!.arena).toBe(b!.arena)
    expect(a!.address).not.toBe(b!.address)
    expect(c!.arena).not.toBe(a!.arena)
    expect(arenas.usage).toEqual({ networks: 3, bytes: a!.arena.bytes + c!.arena.bytes })
  })

  it('open another arena when one is full, and fill the gaps of the first', () => {
    const arenas = new Arenas(module, 4 * page)
    const owners = Array.from({ length: 100 }, () => ({}))
    const slots = owners.map((owner) => arenas.take(sizes, owner))
    expect(new Set(slots.map(({ arena }) => arena)).size).toBeGreaterThan(2)
    arenas.free(slots[1]!, owners[1]!)
    expect(arenas.take(sizes, {})).toEqual(slots[1])
  })

  it('release the memory with the last network', () => {
    const arenas = new Arenas(module, 4 * page)
    const owners = Array.from({ length: 100 }, () => ({}))
    const slots = owners.map((owner) => arenas.take(sizes, owner))
    slots.forEach((slot, i) => {
      arenas.free(slot, owners[i]!)
    })
    expect(arenas.usage).toEqual({ networks: 0, bytes: 0 })
    expect(arenas.take(sizes, {}).arena).not.toBe(slots[0]!.arena)
  })

  it('free the slot of an owner that is garbage-collected', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const arenas = new Arenas(module)
    const kept = {}
    arenas.take(sizes, kept)
    ;(() => arenas.take(sizes, {}))()
    await expect
      .poll(() => {
        gc()
        return arenas.usage.networks
      })
      .toBe(1)
  })

  it('throw a ConfigError with the current use when memory runs out', () => {
    expect(() => new Arenas(module, page / 8).take(sizes, {})).toThrow(
      new ConfigError([
        {
          where: 'lstm:',
          message:
            'expected memory for another network, got none: 0 networks take 0 MiB; dispose of networks that are no longer needed, run fewer series, or choose a smaller memory or hidden',
        },
      ]),
    )
  })

  it.runIf(process.platform === 'linux')('also do so when the process has no address space left', () => {
    // Each memory reserves some 10 GB of addresses.
    const script = fileURLToPath(new URL('./exhaust.ts', import.meta.url))
    const command = `ulimit -v 200000000; exec "${process.execPath}" --import tsx "${script}"`
    const printed = execFileSync('sh', ['-c', command], { encoding: 'utf8' })
    expect(printed).toMatch(
      /^ConfigError lstm: expected memory for another network, got none: (\d+) networks take \d+ MiB; .*; \1 live on\n$/,
    )
  })
})
