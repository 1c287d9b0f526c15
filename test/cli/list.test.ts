import { describe, expect, it } from 'vitest'
import { list } from '../../src/cli/list.ts'
import { type Place, registry } from '../../src/pipeline/registry.ts'
import type { Word } from '../../src/word.ts'
import { memoryTerminal } from './memory-terminal.ts'

const words = (Object.keys(registry) as Place[]).flatMap((place): readonly Word[] => registry[place])
function listed(...names: string[]): string {
  const terminal = memoryTerminal()
  list(names, {}, terminal)
  return terminal.written.out
}

describe('list', () => {
  it('shows every word with its summary and an example', () => {
    const all = listed()
    for (const { name, summary } of words) {
      expect(all).toContain(`\n  ${name}`)
      expect(all).toContain(`    ${summary}\n`)
    }
    expect(all.match(/^ {4}example: /gm)).toHaveLength(words.length)
    expect(all).toContain('beside them')
  })

  it('shows options with type, default and meaning, and input and output', () => {
    const one = listed('fillGaps')
    expect(one).toMatch(/^steps\n\n {2}fillGaps {2}Observation → Observation\n/)
    expect(one).toMatch(/^ {6}cadence {2}text, required\n {15}Time from one observation to the next/m)
    expect(one).toMatch(/^ {6}maxGap {3}whole number, default 30\n/m)
    expect(one).toContain('    example: - fillGaps: 1d\n')
  })

  it('shows a word in each of its places', () => {
    expect(listed('csv')).toMatch(/^source\n[\s\S]*\nsinks\n[\s\S]* {2}csv\n/)
  })

  it('explains a block beside source, steps and sinks', () => {
    expect(listed('worker')).toMatch(
      /^beside source, steps and sinks\n\n {2}worker\n {4}Topics and commits of `rxcast worker`[^\n]*\n {6}changelog {4}text\n/,
    )
    expect(listed('strict')).toContain('    argument: true | false\n')
    expect(() => listed('wroker')).toThrow(/got "wroker"; did you mean "worker"\?/)
  })

  it('keeps lines within the screen', () => {
    const longest = Math.max(
      ...listed()
        .split('\n')
        .filter((line) => line.startsWith('       '))
        .map((line) => line.length),
    )
    expect(longest).toBeLessThanOrEqual(80)
  })

  it('lists schemas as JSON with --json', () => {
    const terminal = memoryTerminal()
    list(['lookback'], { json: true }, terminal)
    expect(JSON.parse(terminal.written.out)).toEqual([
      {
        place: 'steps',
        name: 'lookback',
        summary: expect.any(String),
        argument: expect.objectContaining({ type: 'integer', minimum: 1 }),
        example: 32,
      },
    ])
  })

  it('suggests the closest word', () => {
    expect(() => listed('forcast')).toThrow(/^list: expected one of .*, got "forcast"; did you mean "forecast"\?$/)
  })
})
