import { expect, it } from 'vitest'
import { firstFailure, seedsFrom, seedsTimeout } from './first-failure.ts'
import { simulate, type World } from './simulation.ts'
import { smallTask } from './small-task.ts'

const partitions = 3
const rows = Array.from({ length: 36 }, (_, row) => ({
  partition: (row * 7) % partitions,
  key: `key ${(row * 5) % 6}`,
  value: String((row * 37) % 11),
}))

const world = (stateEvery: number): World => ({ rows, partitions, task: () => smallTask({ stateEvery }) })

/** A control has to fail within these. */
const controlSeeds = Array.from({ length: 200 }, (_, seed) => seed)

it.each([1, 3])(
  'by key and partition, outputs, state and position are those of one worker that nothing befalls: state every %d',
  async (stateEvery) => {
    expect(await firstFailure(world(stateEvery), seedsFrom(1000))).toBeUndefined()
  },
  seedsTimeout,
)

it.each<readonly [string, Partial<World>]>([
  ['owners that are not fenced', { control: { fencing: false } }],
  [
    'a position outside of the transaction',
    {
      control: { positionAfter: true },
      task: ({ partitions }) => smallTask({ from: (partition) => partitions[partition]!.position }),
    },
  ],
  ['a restore that ends early', { control: { restoresLess: true } }],
])('fails with %s', async (_, change) => {
  expect(await firstFailure({ ...world(1), ...change }, controlSeeds)).toMatch(/^SEED=\d+: (outputs|state|position) of/)
})

it('replays a seed call by call', async () => {
  for (const seed of [1, 2, 3])
    expect((await simulate(world(3), seed)).trace).toEqual((await simulate(world(3), seed)).trace)
})
