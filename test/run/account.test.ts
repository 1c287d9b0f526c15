import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { describeReject, type Reject } from '../../src/series/reject.ts'
import { readCsv } from '../../src/sources/csv.ts'

/** One row that goes backward, and one that is no number. */
const rows = 'day,y\n2024-01-01,1\n2024-01-03,3\n2024-01-02,2\n2024-01-04,x\n2024-01-05,5\n'

async function account(ledger?: Ledger) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-account-'))
  writeFileSync(join(folder, 'a.csv'), rows)
  return run({
    name: 'a',
    folder,
    source: readCsv({ path: 'a.csv', time: 'day', target: 'y' }),
    operators: (books) =>
      pipe(inOrder({}, { ledger: books }), forecast({ horizon: 1, experts: ['persistence'] }), score()),
    sinks: [],
    ...(ledger ? { ledger } : {}),
  })
}

describe('the account of a run', () => {
  it('includes the rejects of operators, without passing the ledger by hand', async () => {
    const { rows } = await account()
    expect(rows).toMatchObject({ rows: 5, accepted: 3, rejected: 2, skipped: 0 })
  })

  it('notifies a separate listener of every reject, in addition to the run', async () => {
    const heard: Reject[] = []
    await account(new Ledger((reject) => heard.push(reject)))
    expect(heard.map(describeReject).sort()).toEqual([
      expect.stringMatching(/^a\.csv:4 /),
      expect.stringMatching(/^a\.csv:5 y: /),
    ])
  })
})
