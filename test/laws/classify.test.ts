import { from } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { classify } from '../../src/operators/classify.ts'
import type { Example } from '../../src/operators/example.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { plain, textOf } from './plain.ts'

const options = { classes: ['0', '1', '2'], hidden: 4, vector: 4, words: 30, replays: 3, memory: 10, waiting: 3 }
const make = () => classify(options, { onReject() {} })

/** Texts with and without labels, and labels that come later or for no item. */
function texts(count: number): Example[] {
  const random = new Random(8)
  return Array.from({ length: count }, (_, id) => {
    if (random.below(4) === 0) return { id: id - 1 - random.below(4), label: random.below(3) }
    const text = Array.from({ length: random.below(9) }, () => `w${random.below(40)}`).join(' ')
    return random.below(3) === 0 ? { id, text } : { text, label: random.below(3) }
  })
}

/** The same for sequences. */
const sequences = (count: number): Example[] =>
  texts(count).map(({ text, ...rest }) =>
    text === undefined
      ? rest
      : { ...rest, sequence: [...text].map((letter, i) => [letter.charCodeAt(0), i]).slice(0, 9) },
  )

function run(examples: readonly Example[]): unknown[] {
  const out: unknown[] = []
  from(examples)
    .pipe(make())
    .subscribe((classified) => out.push(classified))
  // Read at the very end: what is written to an emission later would show.
  return plain(out) as unknown[]
}

describe.each([
  ['texts', texts(60)],
  ['sequences', [{ sequence: [[1, 2]] } as Example, ...sequences(60)]],
])('classify of %s', (_, examples) => {
  const whole = run(examples)

  it('knows nothing of the future, and not its own label', () => {
    const past = 40
    const changed = examples.map((example, i) => (i < past ? example : { ...example, label: 2 }))
    const answers = run(examples.slice(0, past)).length
    expect(run(changed).slice(0, answers)).toEqual(whole.slice(0, answers))
    expect(run(changed)).not.toEqual(whole)
    const [last] = run([...examples.slice(0, past), { ...examples[0], label: 1 }]).slice(-1) as {
      probabilities: unknown
    }[]
    const [other] = run([...examples.slice(0, past), { ...examples[0], label: 2 }]).slice(-1) as {
      probabilities: unknown
    }[]
    expect(last!.probabilities).toEqual(other!.probabilities)
  })

  it('repeats itself exactly', () => {
    expect(run(examples)).toEqual(whole)
  })

  it('continues from a snapshot at any item as if it had never stopped', () => {
    const texts: string[] = []
    const never = make().open((classified) => texts.push(textOf(classified)))
    const stopped = make().open(() => {})
    for (const [at, example] of examples.entries()) {
      if (at % 7 === 0) {
        const bytes = snapshot(stopped)
        const resumed: string[] = []
        const going = make().open((classified) => resumed.push(textOf(classified)))
        restore(going, bytes)
        expect(Buffer.compare(snapshot(going), bytes)).toBe(0)
        for (const later of examples.slice(at)) going.next(later)
        expect(resumed).toEqual(whole.slice(texts.length).map((one) => textOf(one)))
        going.close?.()
      }
      never.next(example)
      stopped.next(example)
    }
  })

  it('refuses every shorter snapshot and is left unchanged', () => {
    const handler = make().open(() => {})
    for (const example of examples) handler.next(example)
    const bytes = snapshot(handler)
    for (let i = 0; i < 20; i++)
      expect(() => restore(handler, bytes.subarray(0, Math.floor((bytes.length * i) / 20)))).toThrow('snapshot')
    expect(Buffer.compare(snapshot(handler), bytes)).toBe(0)
  })
})
