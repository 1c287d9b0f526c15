import { EMPTY, from, of, Subject, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { type Classified, classify } from '../../src/operators/classify.ts'
import type { Example } from '../../src/operators/example.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'

const options = { classes: ['no', 'yes'], hidden: 4, vector: 4, replays: 1, memory: 20, waiting: 2 }

function answered(examples: readonly Example[], onReject?: (reject: Reject) => void): Classified[] {
  const out: Classified[] = []
  from(examples)
    .pipe(classify(options, { onReject: onReject ?? (() => {}) }))
    .subscribe((classified) => out.push(classified))
  return out
}

describe('classify', () => {
  it('answers each item, by each expert and all together', () => {
    const [first, second] = answered([{ text: 'good', label: 'yes' }, { text: 'good' }])
    expect(first).toMatchObject({ example: { text: 'good' }, classes: ['no', 'yes'] })
    expect(first!.probabilities[1]).toBeCloseTo(0.5, 12)
    expect(second!.answer).toBe('yes')
    const names = ['frequencies', 'naiveBayes', 'halvedBayes', 'pairBayes', 'logistic', 'lstm', 'pool']
    expect(Object.keys(second!.experts)).toEqual(names)
    for (const p of Object.values(second!.experts)) expect(p[1]).toBeGreaterThan(0.5)
  })

  it('learns a label that comes later, and rejects one whose item is not kept', () => {
    const rejects: Reject[] = []
    const out = answered(
      [
        { id: 1, text: 'good' },
        { id: 1, label: 'yes' },
        { id: 1, label: 'yes' },
        { text: 'good' },
        { id: 'a', text: 'x' },
        { id: 'b', text: 'x' },
        { id: 'c', text: 'x' },
        { id: 'a', label: 'no' },
      ],
      (reject) => rejects.push(reject),
    )
    expect(out.map(({ example }) => example.text)).toEqual(['good', 'good', 'x', 'x', 'x'])
    expect(out[1]!.probabilities[1]).toBeGreaterThan(0.5)
    expect(rejects.map(({ raw }) => raw)).toEqual([
      ['1', 'yes'],
      ['a', 'no'],
    ])
    expect(rejects[0]!.reason).toContain('expected the id of an item that waits for its label, got 1; ')
  })

  it('counts what it accepts and rejects, and goes on', () => {
    const ledger = new Ledger()
    const examples = [{ sequence: [[1, 2]], label: 'no' }, { sequence: [[1]] }, { text: 'a' }, { sequence: [] }]
    const out: Classified[] = []
    from<Example[]>(examples)
      .pipe(classify(options, { ledger }))
      .subscribe((classified) => out.push(classified))
    expect(out).toHaveLength(2)
    expect([ledger.accepted, ledger.rejected]).toEqual([2, 2])
  })

  it('reads texts and sequences of any length', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `word${i % 50}`).join(' ')
    const texts = answered([{ text: long, label: 'yes' }, { text: '', label: 'no' }, { text: '…' }, { text: long }])
    const rows = Array.from({ length: 3000 }, (_, i) => [i % 7])
    const sequences = answered([{ sequence: rows, label: 'yes' }, { sequence: [], label: 'no' }, { sequence: rows }])
    for (const { probabilities } of [...texts, ...sequences])
      expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true)
    expect(texts[3]!.answer).toBe('yes')
  })

  it('passes errors on, emits nothing for nothing, and unsubscribes from its source', () => {
    const source = new Subject<Example>()
    const heard: unknown[] = []
    source.pipe(classify(options)).subscribe({ error: (error: unknown) => heard.push(error) })
    expect(source.observed).toBe(true)
    source.error('failure')
    expect(heard).toEqual(['failure'])
    EMPTY.pipe(classify(options), toArray()).subscribe((all) => expect(all).toEqual([]))
    const other = new Subject<Example>()
    other.pipe(classify(options)).subscribe().unsubscribe()
    expect(other.observed).toBe(false)
  })

  it('names every problem of its options', () => {
    const make = (given: object) => () => classify(given as { classes: string[] })
    expect(make({})).toThrow(ConfigError)
    expect(make({ classes: ['a'] })).toThrow('classify.classes')
    expect(make({ classes: ['a', 'a'] })).toThrow('expected classes that differ')
    expect(make({ classes: ['a', 'b'], hiden: 3 })).toThrow('hiden')
    of<Example>({ text: 'a' })
      .pipe(classify({ classes: ['a', 'b'] }))
      .subscribe()
  })
})
