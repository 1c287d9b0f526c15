import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeCounts, Ledger } from '../../src/series/ledger.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const reject = { place: { file: 'a.csv', line: 2 }, reason: 'expected a number, got "x"', raw: ['x'] }

describe('Ledger', () => {
  it('counts every row once, whatever happens to it later', () => {
    const entry = fc.constantFrom('accept', 'impute', 'reject', 'skip', 'acceptThenReject', 'imputeThenSkip')
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 50 }), (entries) => {
        const ledger = new Ledger()
        for (const kind of entries) {
          if (kind === 'accept' || kind === 'acceptThenReject') ledger.accept(false)
          if (kind === 'impute' || kind === 'imputeThenSkip') ledger.accept(true)
          if (kind === 'reject') ledger.reject(reject)
          if (kind === 'skip') ledger.skip()
          if (kind === 'acceptThenReject') ledger.moveToRejected(reject, false)
          if (kind === 'imputeThenSkip') ledger.moveToSkipped(true)
        }
        const of = (...kinds: string[]) => entries.filter((kind) => kinds.includes(kind)).length
        expect(ledger.rows).toBe(entries.length)
        expect(ledger.accepted).toBe(of('accept'))
        expect(ledger.imputed).toBe(of('impute'))
        expect(ledger.rejected).toBe(of('reject', 'acceptThenReject'))
        expect(ledger.skipped).toBe(of('skip', 'imputeThenSkip'))
      }),
    )
  })

  it('returns a copy of the account', () => {
    const ledger = new Ledger()
    ledger.accept(false)
    ledger.accept(true)
    ledger.skip()
    ledger.filled = 4
    const { counts } = ledger
    ledger.accept(false)
    expect(counts).toEqual({ rows: 3, accepted: 1, imputed: 1, rejected: 0, skipped: 1, filled: 4, restarts: 0 })
  })

  it('counts rows left out apart, by option', () => {
    const ledger = new Ledger()
    ledger.accept(false)
    ledger.leaveOut('where', 3200)
    ledger.leaveOut('until')
    ledger.leaveOut('newest', 0)
    expect(ledger.read).toBe(ledger.rows + 3201)
    expect(ledger.counts).toMatchObject({ rows: 1, leftOut: { where: 3200, until: 1 } })
    expect(describeCounts(ledger)).toMatch(/0 skipped; 3,200 left out by where; 1 left out by until$/)
    const restored = new Ledger()
    restore(restored, snapshot(ledger))
    expect(restored.counts).toEqual(ledger.counts)
  })

  it('notifies of each reject at once, recalled ones included', () => {
    const heard: unknown[] = []
    const ledger = new Ledger((one) => heard.push(one))
    ledger.reject(reject)
    ledger.accept(false)
    ledger.moveToRejected({ ...reject, column: 'z' }, false)
    expect(heard).toEqual([reject, { ...reject, column: 'z' }])
  })

  it('notifies all listeners in turn, until they unsubscribe', () => {
    const heard: string[] = []
    const ledger = new Ledger(() => heard.push('first'))
    const unlisten = ledger.listen(() => heard.push('second'))
    ledger.reject(reject)
    unlisten()
    ledger.reject(reject)
    expect(heard).toEqual(['first', 'second', 'first'])
  })

  it('does not count filled observations as rows', () => {
    const ledger = new Ledger()
    ledger.accept(false)
    ledger.filled += 5
    expect(ledger.rows).toBe(1)
  })

  it('restores every count from a snapshot, and keeps its listeners', () => {
    const saved = new Ledger()
    for (const missing of [false, false, false, true, true]) saved.accept(missing)
    saved.reject({ reason: 'r', raw: [] })
    saved.skip()
    saved.filled = 7
    saved.restarts = 9
    const heard: string[] = []
    const target = new Ledger(({ reason }) => heard.push(reason))
    restore(target, snapshot(saved))
    expect(target.counts).toEqual(saved.counts)
    expect(target.counts).toMatchObject({ rows: 7, accepted: 3, imputed: 2, rejected: 1, skipped: 1, filled: 7 })
    expect(heard).toEqual([])
    target.reject({ reason: 'after', raw: [] })
    expect(heard).toEqual(['after'])
  })
})

describe('describeCounts', () => {
  it('is the sum of the rows, and what else was counted', () => {
    const counts = { rows: 1234, accepted: 1230, imputed: 1, rejected: 2, skipped: 1, filled: 0, restarts: 0 }
    const sum = '1,234 rows = 1,230 accepted + 1 imputed + 2 rejected + 1 skipped'
    expect(describeCounts(counts)).toBe(sum)
    expect(describeCounts({ ...counts, filled: 3, restarts: 2 })).toBe(
      `${sum}; 3 filled in; 2 restarts after long gaps`,
    )
  })
})
