import { expect, it } from 'vitest'
import { partsInput } from '../../src/look/parts-input.ts'
import { bytesOf } from './bytes-of.ts'

it('reads the beginning, the middle and the end of a large text as one', async () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `row é ${i}\n`)
  const open = bytesOf(Buffer.from(lines.join(''), 'latin1'))
  let text = ''
  const input = partsInput('a.csv', open, 'windows-1252', { whole: 2000, part: 1000 })()
  for await (const chunk of input.bytes()) text += new TextDecoder().decode(chunk)
  const read = text.trimEnd().split('\n')
  expect([read[0], read.at(-1)]).toEqual(['row é 0', 'row é 999'])
  expect(read.every((line) => /^row é \d+$/.test(line))).toBe(true)
  expect([read.length < 400, read.some((line) => Number(line.slice(6)) > 450 && Number(line.slice(6)) < 550)]).toEqual([
    true,
    true,
  ])
  expect(input.bytesRead).toBe(Buffer.byteLength(text))
})
