import { from } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'

const day = 86_400_000
const row = (days: number): Observation => ({ time: days * day, values: [days], covariates: [] })
/** The third goes back, and the fourth is on the step of the second. */
const rows = [row(1), row(2), row(0), row(2.2), row(3)]

describe('rejects without a ledger', () => {
  const warnings: string[] = []
  beforeEach(() => {
    // Each test is a new process, as far as the warning goes.
    vi.resetModules()
    vi.spyOn(console, 'warn').mockImplementation((text) => warnings.push(text))
  })
  afterEach(() => {
    vi.restoreAllMocks()
    warnings.length = 0
  })
  const words = async () => ({
    ...(await import('../../src/operators/in-order.ts')),
    ...(await import('../../src/operators/fill-gaps.ts')),
    ...(await import('../../src/series/ledger.ts')),
  })

  it('are a warning once for each operator, with the reason and how to get them all', async () => {
    const { inOrder, fillGaps } = await words()
    for (let i = 0; i < 2; i++)
      from([...rows, row(1)])
        .pipe(inOrder(), fillGaps('1d'))
        .subscribe()
    expect(warnings).toEqual([
      'rxcast inOrder: rejected an observation: expected a time after 1970-01-03T00:00:00.000Z, got 1970-01-01T00:00:00.000Z; sorted rows or a lateness would keep it. Give { onReject } or { ledger } as second argument to get every reject; this warning is shown once.',
      expect.stringMatching(/^rxcast fillGaps: rejected an observation: expected a step of 1d after /),
    ])
  })

  it('go to the callback, each of them, without a warning', async () => {
    const { inOrder, fillGaps } = await words()
    const rejects: Reject[] = []
    const onReject = (reject: Reject) => rejects.push(reject)
    from(rows).pipe(inOrder({}, { onReject }), fillGaps('1d', { onReject })).subscribe()
    expect(rejects.map(({ raw }) => raw)).toEqual([
      ['0', '0'],
      [String(2.2 * day), '2.2'],
    ])
    expect(warnings).toEqual([])
  })

  it('go to the ledger, without a warning, if there is one', async () => {
    const { inOrder, Ledger } = await words()
    const ledger = new Ledger()
    from(rows).pipe(inOrder({}, { ledger })).subscribe()
    expect(ledger).toMatchObject({ accepted: 4, rejected: 1, rows: 5 })
    expect(warnings).toEqual([])
  })
})

describe('ledgerOf', () => {
  it('refuses a ledger beside a callback', async () => {
    const [{ ledgerOf }, { Ledger }] = await Promise.all([
      import('../../src/series/accounting.ts'),
      import('../../src/series/ledger.ts'),
    ])
    const both = { ledger: new Ledger(), onReject: () => {} }
    expect(() => ledgerOf('inOrder', both)).toThrow('inOrder: expected a ledger or onReject, got both; use new Ledger')
    expect(() => ledgerOf('inOrder', both)).toThrow(expect.objectContaining({ name: ConfigError.name }))
  })
})
