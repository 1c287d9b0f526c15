import { appendFileSync, copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'
import { Following, lines, newFolder, numbers } from '../sources/following.ts'
import { until } from '../until.ts'

const header = 't,y\n'

it('loses and doubles no row, however it is renamed or copied and emptied, and whenever the run is killed', async () => {
  const random = new Random(propertySeed)
  const below = (n: number) => Math.floor(random.uniform() * n)
  const path = join(newFolder(), 'rows.csv')
  const text = lines(1, 600)
  const got: number[] = []
  writeFileSync(path, header)
  let from = new Uint8Array(0)
  let following: Following | undefined = new Following(path)
  let written = 0
  let rows = 0
  const kill = async () => {
    if (!following) return
    await following.stop()
    expect([following.failure, following.told, following.rejects]).toEqual([undefined, [], []])
    const { saved } = following
    const { position, values } = saved[saved.length - 1 - below(Math.min(3, saved.length - 1))]!
    got.push(...following.values.slice(0, values))
    from = position.slice()
    following = undefined
  }
  for (let name = 1; written < text.length; ) {
    const end = Math.min(text.length, written + 1 + below(300))
    appendFileSync(path, text.slice(written, end))
    written = end
    rows = text.slice(0, end).split('\n').length - 1
    if (following && below(2) === 0)
      await until(
        () => got.length + following!.values.length >= rows,
        () => `row ${rows}`,
      )
    const isWhole = text[end - 1] === '\n'
    const chance = below(12)
    if (chance < 3) await kill()
    else if (chance < 6) following ??= new Following(path, { from })
    // A log is rotated between two lines.
    else if (chance < 10 && isWhole && (from.length > 0 || (following?.values.length ?? 0) > 0)) {
      // Rows that were not read are in the copy, which is there before the file is empty.
      if (chance < 8) renameSync(path, `${path}.${name++}`)
      else copyFileSync(path, `${path}.${name++}`)
      writeFileSync(path, header)
    }
    if (!isWhole && end < text.length) {
      const lineEnd = text.indexOf('\n', end) + 1
      if (below(2) === 0) {
        appendFileSync(path, text.slice(end, lineEnd))
        written = lineEnd
      }
    }
  }
  await kill()
  following = new Following(path, { from })
  await until(
    () => got.length + following!.values.length >= 600,
    () => `all rows, got ${got.length + following!.values.length} ${following!.told} ${following!.failure}`,
  )
  await following.stop()
  expect([...got, ...following.values]).toEqual(numbers(1, 600))
})
