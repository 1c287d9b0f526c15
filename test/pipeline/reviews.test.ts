import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

// 1,500 of 3,000 rows: then the mixture is ahead of each expert. `npm run reviews` prints all.
it('pipelines/reviews.ts prints a mixture with a lower log loss than each expert', async () => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', resolve('pipelines/reviews.ts'), '1500'])
  const scores = new Map(
    [...stdout.matchAll(/^(\w+) +([\d.]+) % +([\d.]+) +[\d.]+ % +[\d.]+$/gm)].map(([, name, accuracy, loss]) => [
      name!,
      { accuracy: Number(accuracy), loss: Number(loss) },
    ]),
  )
  expect([...scores.keys()]).toEqual([
    'frequencies',
    'naiveBayes',
    'halvedBayes',
    'pairBayes',
    'logistic',
    'lstm',
    'pool',
    'mixture',
  ])
  const mixture = scores.get('mixture')!
  for (const [name, { loss }] of scores)
    if (name !== 'pool' && name !== 'mixture') expect(mixture.loss).toBeLessThan(loss)
  expect(mixture.accuracy).toBeGreaterThanOrEqual(scores.get('naiveBayes')!.accuracy - 0.5)
  expect(mixture.accuracy).toBeGreaterThan(74)
})
