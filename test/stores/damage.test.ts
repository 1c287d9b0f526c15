import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { commitAll, newFolder, opened } from './stores.ts'

/** `DAMAGE_RUNS=5000 npx vitest run test/stores/damage.test.ts` damages more often. */
const numRuns = Number(process.env.DAMAGE_RUNS ?? 60)

type Stored = [key: string, file: string, offset: number, length: number, sha256: string]

it(`finds each of ${numRuns} cuts and changed bits that concern a commit`, { timeout: 3_600_000 }, async () => {
  const whole = newFolder()
  const large = ['b1'.repeat(300), 'b2'.repeat(200)]
  await commitAll(whole, [{ a: 'a1', b: large[0]!, c: 'c1' }, { b: large[1]! }, { a: 'a3' }])
  const states = [
    { a: 'a1', b: large[0], c: 'c1' },
    { a: 'a1', b: large[1], c: 'c1' },
    { a: 'a3', b: large[1], c: 'c1' },
  ]
  const names = readdirSync(whole).filter((name) => name !== 'lock')
  const manifests = names.filter((name) => name.endsWith('.json')).sort()
  const damage = fc.record({
    name: fc.constantFrom(...names),
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    how: fc.oneof(fc.constant('cut'), fc.integer({ min: 0, max: 7 })),
  })
  const cases = fc.asyncProperty(damage, async ({ name, place, how }) => {
    const folder = newFolder()
    cpSync(whole, folder, { recursive: true })
    const content = readFileSync(join(folder, name))
    const at = Math.floor(place * content.length)
    if (how !== 'cut') content[at]! ^= 1 << Number(how)
    writeFileSync(join(folder, name), how === 'cut' ? content.subarray(0, at) : content)

    const isWhole = (manifest: string) => {
      if (manifest === name) return false
      const { entries } = JSON.parse(readFileSync(join(whole, manifest), 'utf8')) as { entries: Stored[] }
      return !entries.some(
        ([, file, from, length]) => file === name && at < from + length && (how === 'cut' || at >= from),
      )
    }
    const expected = 1 + manifests.findLastIndex(isWhole)
    if (expected === 0) {
      await expect(opened(folder)).rejects.toThrow('expected a checkpoint that is whole, got none')
      return
    }
    const { all, number, notes } = await opened(folder)
    expect(number).toBe(expected)
    expect(all).toEqual(states[expected - 1])
    expect(notes).toHaveLength(3 - expected)
  })
  await fc.assert(cases, { numRuns })
})
