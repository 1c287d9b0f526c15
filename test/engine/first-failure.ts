import { expect } from 'vitest'
import type { Left } from './left.ts'
import { type Simulated, simulate, type World } from './simulation.ts'

/** Seeds that are tried: the first of them, or one with `SEED` and more with `SEEDS`. */
export const seedsFrom = (usual: number): readonly number[] =>
  process.env.SEED
    ? [Number(process.env.SEED)]
    : Array.from({ length: Number(process.env.SEEDS ?? usual) }, (_, seed) => seed)

/** Milliseconds that they may take, at most. */
export const seedsTimeout = 24 * 3_600_000

/** What one worker without faults leaves. */
async function undisturbed(world: World): Promise<readonly Left[]> {
  const { left, problems } = await simulate({ ...world, control: {} }, 0, 0)
  expect(problems).toEqual([])
  return left
}

/** How what is left differs from what should be; undefined if it does not. */
function difference({ left, problems }: Simulated, expected: readonly Left[]): string | undefined {
  if (problems.length > 0) return problems.join('\n')
  for (const [partition, should] of expected.entries()) {
    const is = left[partition]!
    for (const what of ['outputs', 'state', 'position'] as const) {
      const [got, wanted] = [is[what], should[what]].map((each) => (typeof each === 'number' ? [String(each)] : each))
      const length = Math.max(got!.length, wanted!.length)
      for (let i = 0; i < length; i++)
        if (got![i] !== wanted![i])
          return `${what} of partition ${partition}: expected ${JSON.stringify(wanted![i])}, got ${JSON.stringify(got![i])}`
    }
  }
  return undefined
}

/** The first seed for which something differs, with what; `SEED` prints what had happened too. Undefined if there is none. */
export async function firstFailure(world: World, tried: readonly number[]): Promise<string | undefined> {
  const expected = await undisturbed(world)
  for (const seed of tried) {
    const simulated = await simulate(world, seed)
    const differs = difference(simulated, expected)
    if (differs !== undefined) return `SEED=${seed}: ${differs}\n${process.env.SEED ? simulated.trace.join('\n') : ''}`
  }
  return undefined
}
