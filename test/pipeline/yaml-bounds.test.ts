import { describe, expect, it } from 'vitest'
import { yamlExcess } from '../../src/pipeline/yaml-bounds.ts'
import { YamlDocument } from '../../src/pipeline/yaml-document.ts'

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')
const problems = (text: string) =>
  new YamlDocument('a.yaml', text).problems.map(({ where, message }) => `${where} ${message}`)

describe('yamlExcess', () => {
  it('finds nothing in a pipeline, also a long one', () => {
    expect(yamlExcess('source: { csv: { path: "[[[", target: [a, b] } }\nsteps:\n  - inOrder\n')).toBeUndefined()
    const list = lines(10_000, (i) => `        - "name ${i}"`)
    expect(yamlExcess(`source:\n  csv:\n    path: a.csv\n    target:\n${list}\n`)).toBeUndefined()
  })

  it.each([
    ['60,000 keys', lines(60_000, (i) => `key${i}: 1`), /^a\.yaml:\d+:\d+ expected at most 100000 names/],
    ['a long list in one line', `a: [${'1, '.repeat(200_000)}]`, /^a\.yaml:1:\d+ expected at most 100000 names/],
    ['many blank lines', `a: 1\n${' \n'.repeat(300_000)}`, /expected at most 100000 names/],
    ['a long text', 'a'.repeat(2_000_000), /^a\.yaml:1:1048577 expected at most 1048576 characters, got 2000000/],
    ['nested brackets', `a: ${'['.repeat(500_000)}`, /^a\.yaml:1:54 expected at most 50 levels/],
    ['nested braces', '{a: '.repeat(100_000), /^a\.yaml:1:\d+ expected at most 50 levels/],
    ['nested entries in a line', '- '.repeat(300_000), /^a\.yaml:1:101 expected at most 50 levels/],
    ['nested keys in a line', '? '.repeat(300_000), /^a\.yaml:1:101 expected at most 50 levels/],
    ['indented maps', lines(1400, (i) => `${' '.repeat(i)}a:`), /^a\.yaml:20\d:1 expected at most 50 levels/],
  ])('refuses %s before it is parsed, with its place', (_, text, expected) => {
    const found = problems(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(expected)
  })

  it('still finds keys that occur twice, among thousands', () => {
    const text = `${lines(10_000, (i) => `key${i}: 1`)}\nkey5: 2\nb: { c: 1, c: 2 }\nd: { c: 1 }\n`
    expect(problems(text)).toEqual([
      'a.yaml:10001:1 expected each name once, got it twice; leave one out',
      'a.yaml:10002:12 expected each name once, got it twice; leave one out',
    ])
  })
})
