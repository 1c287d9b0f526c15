import { expect, it } from 'vitest'
import { textProblem } from '../../src/look/text-problem.ts'

it.each([
  ['<!DOCTYPE html>\n<html>', 'a web page; download the file itself, often behind a button "raw" or "download"'],
  ['\ufeff  <html lang="en">', 'a web page; download the file itself, often behind a button "raw" or "download"'],
  ['<?xml version="1.0"?>', 'XML; export it as CSV'],
  ['%PDF-1.7', 'a PDF; export its table as CSV'],
  ['PAR1\x15', 'a Parquet file; export it as CSV'],
  ['SQLite format 3\0', 'an SQLite database; export a table as CSV'],
  ['version https://git-lfs.github.com/spec/v1\n', 'a pointer of Git LFS; fetch the file with git lfs pull'],
  ['BZh91AY&SY', 'a compressed file; decompress it first, or use gzip'],
])('recognizes %j', (text, problem) => {
  expect(textProblem(Buffer.from(text))).toBe(`expected a table in text, such as CSV, got ${problem}`)
})

it.each(['', 'date,y\n', '<DATE>,<CLOSE>\n2024-01-01,1\n', '<DATE>\t<CLOSE>\n', '{"a":1}', '[1]'])(
  'permits %j',
  (text) => {
    expect(textProblem(Buffer.from(text))).toBeUndefined()
  },
)

it('tells bytes from text by their control characters', () => {
  const random = Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 31 + i * 7) % 251)
  expect(textProblem(random)).toBe(
    'expected a table in text, such as CSV, got a file that is not text; export it as CSV',
  )
  expect(
    textProblem(new TextEncoder().encode('a\tb\r\n1\x1f\t2\r\n'.repeat(1) + '1\t2\r\n'.repeat(99))),
  ).toBeUndefined()
  expect(textProblem(Uint8Array.from(Buffer.from('\ufeff日,値\n1,2\n'.repeat(9), 'utf16le')))).toBeUndefined()
  expect(textProblem(Uint8Array.from(Buffer.from('a,b\n1,2\n'.repeat(9), 'utf16le')))).toBeUndefined()
})
