import { writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { headOf, lengthOfWholeLines } from '../../src/sinks/line-ends.ts'
import { newFolder } from './place.ts'

const long = 'x'.repeat(200_000)

describe('lengthOfWholeLines', () => {
  it.each([
    ['nothing', '', 0],
    ['whole lines', 'a\nb\n', 4],
    ['half a line at the end', 'a\nb\nhalf', 4],
    ['half a line only', 'half', 0],
    ['a long half line', `a\n${long}`, 2],
    ['a line end at the beginning', `\n${long}`, 1],
  ])('of %s', async (_, text, expected) => {
    const path = join(newFolder(), 'file')
    writeFileSync(path, text)
    const file = await open(path)
    expect(await lengthOfWholeLines(file)).toBe(expected)
    expect((await headOf(file, 3)).toString()).toBe(text.slice(0, 3))
    await file.close()
  })
})
