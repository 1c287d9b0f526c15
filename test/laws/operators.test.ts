import { EMPTY, from, NEVER, Observable, type OperatorFunction, Subject, take, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { steps } from '../../src/operators/steps.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { StepWord } from '../../src/word.ts'
import { plain } from './plain.ts'
import { context, stage, weekly } from './stages.ts'

/** The words, each with the argument it shows as an example. */
const cases = steps.map((word) => [word.name, word] as const)
const build = (word: StepWord): OperatorFunction<unknown, unknown> => word.build(word.example, context(), new Ledger())

/** Everything that reaches a subscriber while `subscribe` runs. */
function heard(source: Observable<unknown>): unknown[] {
  const out: unknown[] = []
  source.subscribe({
    next: (value) => out.push(plain(value)),
    error: (error: unknown) => out.push('error', error),
    complete: () => out.push('complete'),
  })
  return out
}

describe.each(cases)('%s', (_, word) => {
  const input = stage(word.accepts, weekly(60))

  it('accepts its example by its own schema', () => {
    expect(word.argument.safeParse(word.example).success).toBe(true)
  })

  it('treats the parsed example like the example', () => {
    const read = word.build(word.argument.parse(word.example), context(), new Ledger())
    expect(heard(from(input).pipe(read))).toEqual(heard(from(input).pipe(build(word))))
  })

  it('has a description of one sentence', () => {
    expect(word.summary).toMatch(/^[A-Z].*\.$/)
  })

  it('emits nothing for an empty source', () => {
    expect(heard(EMPTY.pipe(build(word)))).toEqual(['complete'])
  })

  it('passes errors on', () => {
    const failure = new Error('the source failed')
    expect(heard(throwError(() => failure).pipe(build(word)))).toEqual(['error', failure])
  })

  it('is synchronous: all output precedes the next input', () => {
    const source = new Subject<unknown>()
    const live: unknown[] = []
    source.pipe(build(word)).subscribe((value) => live.push(plain(value)))
    const counts = input.map((value) => {
      source.next(value)
      return live.length
    })
    source.complete()
    expect([...live, 'complete']).toEqual(heard(from(input).pipe(build(word))))
    expect(counts.at(-1)).toBeGreaterThan(0)
  })

  it('unsubscribes from its source, also during subscription', () => {
    let released = 0
    const idle = new Observable<unknown>(() => () => released++)
    idle.pipe(build(word)).subscribe().unsubscribe()
    expect(released).toBe(1)

    let produced = 0
    const eager = new Observable<unknown>((subscriber) => {
      for (const value of [...input, ...input]) {
        if (subscriber.closed) return
        produced++
        subscriber.next(value)
      }
    })
    eager.pipe(build(word), take(1)).subscribe()
    expect(produced).toBeLessThan(input.length)
  })

  it('unsubscribes from its source after an error of its own', () => {
    let released = 0
    const source = new Observable<unknown>((subscriber) => {
      subscriber.next(null)
      return () => released++
    })
    expect(heard(source.pipe(build(word)))[0]).toBe('error')
    expect(released).toBe(1)
  })

  it('shares nothing between two subscriptions', () => {
    const operator = build(word)
    const alone = heard(from(input).pipe(build(word)))
    const both = from(input).pipe(operator)
    expect(heard(both)).toEqual(alone)
    expect(heard(both)).toEqual(alone)

    const source = new Subject<unknown>()
    const shared = source.pipe(operator)
    const first: unknown[] = []
    const second: unknown[] = []
    shared.subscribe((value) => first.push(plain(value)))
    for (const value of input.slice(0, 20)) source.next(value)
    // Joins late: it must begin from nothing, and the first must not notice.
    shared.subscribe((value) => second.push(plain(value)))
    for (const value of input.slice(20)) source.next(value)
    expect(first).toEqual(alone.slice(0, first.length))
    expect(second).toEqual(heard(from(input.slice(20)).pipe(build(word))).slice(0, second.length))
    expect(second.length).toBeGreaterThan(0)
  })

  it('emits nothing on its own', () => {
    expect(heard(NEVER.pipe(build(word)))).toEqual([])
  })

  it('does not change its input', () => {
    const given = stage(word.accepts, weekly(60))
    const before = plain(given)
    heard(from(given).pipe(build(word)))
    expect(plain(given)).toEqual(before)
  })

  it('never changes what it has emitted, except the live views', () => {
    const kept: unknown[] = []
    const atOnce: unknown[] = []
    from(input)
      .pipe(build(word))
      .subscribe((value) => {
        const { inside: _internals, scores: _scores, ...own } = value as Record<string, unknown>
        kept.push(own)
        atOnce.push(plain(own))
      })
    expect(plain(kept)).toEqual(atOnce)
  })
})
