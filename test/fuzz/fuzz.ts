import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'

/** `RUNS=100000` draws so many cases of each fuzzer, `FUZZ_MINUTES=60` draws for so long. */
const runs = process.env.RUNS === undefined ? undefined : Number(process.env.RUNS)
const minutes = process.env.FUZZ_MINUTES === undefined ? undefined : Number(process.env.FUZZ_MINUTES)

/** Time for a fuzzer, in milliseconds. */
export const fuzzTimeout: number = 120_000 + (minutes ?? 0) * 60_000 + (runs === undefined ? 0 : 24 * 3_600_000)

/** A share, from 0 to less than 1. Those of `fc.double` are mostly near 0. */
export const share: fc.Arbitrary<number> = fc.nat(999_999).map((n) => n / 1e6)

const folder = (name: string) => fileURLToPath(new URL(`corpus/${name}/`, import.meta.url))

/** The cases that failed once, each in a file of its own. */
export function corpusOf<T>(name: string): T[] {
  if (!existsSync(folder(name))) return []
  const files = readdirSync(folder(name)).sort()
  return files.map((file) => JSON.parse(readFileSync(`${folder(name)}${file}`, 'utf8')) as T)
}

/**
 * Checks the corpus of a fuzzer, then so many cases that are drawn.
 *
 * @param cases JSON values
 * @param usual number of cases if the environment asks for no other
 */
export async function fuzz<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  check: (one: T) => void | Promise<void>,
  usual: number,
): Promise<void> {
  let count = 0
  const property = fc.asyncProperty(cases, async (one) => {
    count++
    await check(one)
  })
  const limit = minutes === undefined ? {} : { interruptAfterTimeLimit: minutes * 60_000 }
  await fc.assert(property, {
    examples: corpusOf<T>(name).map((one): [T] => [one]),
    numRuns: runs ?? (minutes === undefined ? usual : 1e9),
    ...limit,
  })
  if (runs !== undefined || minutes !== undefined) console.log(`${name}: ${count} cases`)
}
