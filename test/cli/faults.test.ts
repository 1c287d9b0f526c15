import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cheap, commandHere, days, folderWith } from './command.ts'

/** `LONG=1` for more cases. */
const long = Boolean(process.env.LONG)

const kept = `${cheap}  - ndjson: out/forecasts.ndjson
checkpoint: { dir: state, every: 100 }
`
const values = (count: number) => Array.from({ length: count }, (_, i) => (i * 37) % 101)
const rows = days(values(800))
const outputs = ['forecasts.csv', 'forecasts.ndjson']
const read = (folder: string, names = outputs) => names.map((name) => readFileSync(join(folder, 'out', name), 'utf8'))
const run = (folder: string) => commandHere(['run', 'p.yaml', '--quiet'], folder)
const made = (text = kept) => folderWith({ 'p.yaml': text, 'rows.csv': rows })

/** What a run writes that nothing happens to. */
let whole: string[]
beforeAll(async () => {
  const folder = made()
  expect((await run(folder)).code).toBe(0)
  whole = read(folder)
})

const mounted: string[] = []
/** Mounts a disk of its own, if this process may. */
function mount(path: string, ...args: string[]): boolean {
  mkdirSync(path, { recursive: true })
  const { status } = spawnSync('mount', [...args, path])
  if (status === 0) mounted.push(path)
  return status === 0
}
afterEach(() => {
  for (const path of mounted.splice(0).reverse()) execFileSync('umount', ['-l', path])
})
const mountable = mount(folderWith({}), '-t', 'tmpfs', 'none')
for (const path of mounted.splice(0)) execFileSync('umount', [path])
if (!mountable) console.warn('full and read-only disks are not tested: this user may not mount a disk')

describe.runIf(mountable)('a full disk', () => {
  /** A disk of its own with room for this many bytes. */
  function small(path: string, bytes: number) {
    expect(mount(path, '-t', 'tmpfs', '-o', 'size=4m', 'none')).toBe(true)
    writeFileSync(join(path, '.ballast'), Buffer.alloc((4 << 20) - bytes))
  }

  it.each(long ? [8, 40, 120] : [40])('of outputs with %i kB: the run fails, and the next one goes on', async (kB) => {
    const folder = made()
    const out = join(folder, 'out')
    small(out, kB << 10)
    const { code, stderr } = await run(folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(/out\/forecasts\.(csv|ndjson): .*no space/i)
    expect(outputs.filter((name) => existsSync(join(out, name)))).toEqual([])
    rmSync(join(out, '.ballast'))
    expect(await run(folder)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(read(folder)).toEqual(whole)
  })

  it('keeps the outputs of the last run when there is no room for the next', async () => {
    const folder = made(cheap)
    const out = join(folder, 'out')
    small(out, 1 << 20)
    writeFileSync(join(folder, 'rows.csv'), days(values(20)))
    expect((await run(folder)).code).toBe(0)
    const before = read(folder, ['forecasts.csv'])
    writeFileSync(join(folder, 'rows.csv'), rows)
    const { bavail, bsize } = statfsSync(out)
    writeFileSync(join(out, '.more'), Buffer.alloc(bavail * bsize - 16_384))
    const { code, stderr } = await run(folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/out\/forecasts\.csv: .*no space/i)])
    expect(read(folder, ['forecasts.csv'])).toEqual(before)
    expect(readdirSync(out).filter((name) => !name.startsWith('.'))).toEqual(['forecasts.csv'])
    rmSync(join(out, '.more'))
    expect((await run(folder)).code).toBe(0)
    expect(read(folder, ['forecasts.csv'])).toEqual([whole[0]])
  })

  it.each(long ? [0, 4, 12, 24] : [12])('of checkpoints with %i kB: says so, and the outputs are whole', async (kB) => {
    const folder = made()
    const state = join(folder, 'state')
    small(state, kB << 10)
    const { code, stderr } = await run(folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(/state: .*no space/i)])
    expect(read(folder)).toEqual(whole)
    rmSync(join(state, '.ballast'))
    expect(await run(folder)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(read(folder)).toEqual(whole)
  })
})

describe.runIf(mountable)('a read-only disk', () => {
  const readOnly = (path: string) => {
    expect(mount(path, '--bind', path)).toBe(true)
    execFileSync('mount', ['-o', 'remount,ro,bind', path])
  }
  it.each(['out', 'state'])('for %s: the run fails and names it, and the next one works', async (name) => {
    const folder = made()
    readOnly(join(folder, name))
    const { code, stderr } = await run(folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`${name}.*read-only`, 'i'))
    execFileSync('umount', ['-l', mounted.pop()!])
    expect(await run(folder)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(read(folder)).toEqual(whole)
  })

  it.each(['out', 'state'])('for %s after a run: what is there stays, and the next one goes on', async (name) => {
    const folder = made()
    writeFileSync(join(folder, 'rows.csv'), days(values(600)))
    expect((await run(folder)).code).toBe(0)
    const before = read(folder)
    writeFileSync(join(folder, 'rows.csv'), rows)
    readOnly(join(folder, name))
    const { code, stderr } = await run(folder)
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`${name}.*read-only`, 'i'))])
    expect(read(folder)).toEqual(before)
    execFileSync('umount', ['-l', mounted.pop()!])
    expect(await run(folder)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(read(folder)).toEqual(whole)
  })
})

describe('a checkpoint that was damaged', () => {
  const ofKind = (folder: string, ending: string) =>
    readdirSync(join(folder, 'state'))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(folder, 'state', name))
  const flipped = (path: string, at: number) => {
    const bytes = readFileSync(path)
    bytes[Math.floor(bytes.length * at)]! ^= 4
    writeFileSync(path, bytes)
  }
  const cut = (path: string) => writeFileSync(path, readFileSync(path).subarray(0, -7))
  const kinds: readonly (readonly [string, string, (path: string) => void])[] = [
    ['a bit of its data changed', '.data', (path: string) => flipped(path, 0.5)],
    ['a bit of its manifest changed', '.json', (path: string) => flipped(path, 0.5)],
    ['its data cut off', '.data', cut],
    ['its manifest cut off', '.json', cut],
    ['its data gone', '.data', (path: string) => rmSync(path)],
    ['its manifest empty', '.json', (path: string) => writeFileSync(path, '')],
  ]
  it.each(long ? kinds : kinds.filter((_, i) => i % 3 === 0))(
    'with %s: the one before it is used, and a line says so',
    async (_, ending, damage) => {
      const folder = made()
      writeFileSync(join(folder, 'rows.csv'), days(values(600)))
      expect((await run(folder)).code).toBe(0)
      damage(ofKind(folder, ending).at(-1)!)
      writeFileSync(join(folder, 'rows.csv'), rows)
      const { code, stderr } = await commandHere(['run', 'p.yaml'], folder)
      expect(code).toBe(0)
      expect(stderr).toMatch(/state: checkpoint \d+ .*is damaged: .*; checkpoint \d+ of \S+ is used/)
      expect(read(folder)).toEqual(whole)
    },
  )
})
