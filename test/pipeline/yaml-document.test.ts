import { describe, expect, it } from 'vitest'
import { YamlDocument } from '../../src/pipeline/yaml-document.ts'

const problemsOf = (text: string) =>
  new YamlDocument('a.yaml', text).problems.map(({ where, message }) => `${where} ${message}`)

describe('YamlDocument', () => {
  const document = new YamlDocument(
    'a.yaml',
    'source:\n  csv: { path: a.csv, time: t }\nsteps:\n  - inOrder\n  - score: { from: 2013-01-01 }\nseed:\n',
  )

  it('is plain data; dates remain text', () => {
    expect(document.problems).toEqual([])
    expect(document.value).toEqual({
      source: { csv: { path: 'a.csv', time: 't' } },
      steps: ['inOrder', { score: { from: '2013-01-01' } }],
      seed: null,
    })
  })

  it('knows the line and column of values', () => {
    expect(document.locate(['source', 'csv', 'path'])).toBe('a.yaml:2:16')
    expect(document.locate(['steps', 0])).toBe('a.yaml:4:5')
    expect(document.locate(['steps', 1, 'score', 'from'])).toBe('a.yaml:5:20')
  })

  it('points at the name if the name is meant, or the value is empty or has parts', () => {
    expect(document.locate(['source', 'csv', 'time'], true)).toBe('a.yaml:2:23')
    expect(document.locate(['source', 'csv'])).toBe('a.yaml:2:3')
    expect(document.locate(['seed'])).toBe('a.yaml:6:1')
  })

  it('points at the parent if a part is missing', () => {
    expect(document.locate(['source', 'csv', 'target'])).toBe('a.yaml:2:3')
    expect(document.locate(['steps', 1, 'score', 'season', 'x'])).toBe('a.yaml:5:5')
    expect(document.locate(['sinks'])).toBe('a.yaml:1:1')
  })

  it('counts lines of files with CRLF too', () => {
    const windows = new YamlDocument('a.yaml', 'source:\r\n  csv:\r\n    path: a.csv\r\n')
    expect(windows.locate(['source', 'csv', 'path'])).toBe('a.yaml:3:11')
  })

  it('refuses aliases before they are expanded, so that a bomb remains text', () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ].join('\n')
    const problems = problemsOf(bomb)
    expect(problems[0]).toBe('a.yaml:1:9 expected plain values, got the anchor "&a0"; replace it by the values')
    expect(problems).toContain('a.yaml:2:10 expected plain values, got the alias "*a0"; replace it by the values')
    expect(new YamlDocument('a.yaml', bomb).value).toBeUndefined()
  })

  it('refuses tags', () => {
    expect(problemsOf('seed: !!js/function "x"')).toEqual([
      'a.yaml:1:21 expected plain values, got the tag "tag:yaml.org,2002:js/function"; leave it out',
    ])
    expect(problemsOf('seed: !!str 5')).toHaveLength(1)
    expect(problemsOf('seed: !mine 5')).toHaveLength(1)
  })

  it('refuses duplicate keys', () => {
    expect(problemsOf('seed: 1\nseed: 2')).toEqual(['a.yaml:2:1 expected each name once, got it twice; leave one out'])
  })

  it('refuses several documents and tabs', () => {
    expect(problemsOf('seed: 1\n---\nseed: 2')).toEqual([
      'a.yaml:2:1 expected one document, got several; put each pipeline in a file of its own',
    ])
    expect(problemsOf('source:\n\tcsv: a')).toEqual([expect.stringContaining('a.yaml:2:1 expected spaces, got a tab')])
  })

  it('reports syntax errors in one line with their place', () => {
    expect(problemsOf('steps: [a, b')).toEqual([
      expect.stringMatching(/^a\.yaml:1:\d+ expected YAML, got something else: [^\n]+$/),
    ])
  })

  it('refuses excessive depth and length', () => {
    expect(problemsOf(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).toEqual([
      expect.stringContaining('expected at most 50 levels'),
    ])
    expect(problemsOf(`# ${'x'.repeat(1_048_576)}`)).toEqual([
      expect.stringContaining('expected at most 1048576 characters'),
    ])
  })

  it('treats __proto__ as an ordinary name', () => {
    const { value } = new YamlDocument('a.yaml', '__proto__: { polluted: 1 }')
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
