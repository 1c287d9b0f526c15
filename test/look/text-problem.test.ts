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
