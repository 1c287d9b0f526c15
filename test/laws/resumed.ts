// Runs a part of a pipeline in a process of its own, for resume.test.ts:
// resumed.ts PIPELINE FROM TO SNAPSHOT: rows FROM … TO − 1, beginning with the snapshot in the file unless FROM is 0, and leaving one there.
// Prints a digest of every forecast, then one of what the report would show.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Subject } from 'rxjs'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { Session } from '../../src/run/session.ts'
import { isMissing } from '../../src/series/is-missing.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { plain } from './plain.ts'

const [path, from, to, file] = process.argv.slice(2)
const plan = await prepare(loadPipeline(path!))
const source = plan.source({
  resolve: (name: string) => new URL(name, new URL(path!, 'file://')).pathname,
  strict: false,
})
const rows: Observation[] = []
for await (const batch of source.open(new Ledger(), new AbortController().signal).batches) rows.push(...batch)

/** As JSON that tells every number from every other. */
const text = (value: unknown) =>
  JSON.stringify(plain(value), (_, one) =>
    typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)) ? (one === 0 ? '−0' : String(one)) : one,
  )
const digest = (value: unknown) => createHash('sha256').update(text(value)).digest('base64')
const recorder = new Recorder({ id: 'test', title: 'test', series: source.targets, budget: 8 << 20 })
const session = new Session({
  input: source.name,
  operators: plan.operators,
  onForecast(forecast) {
    recorder.write([forecast])
    console.log(digest(forecast))
  },
})
const whole = {
  state(fields: Fields) {
    fields.part('session', session)
    fields.part('recorder', recorder)
  },
}
if (Number(from) > 0) restore(whole, readFileSync(file!))
const input = new Subject<Observation>()
input.pipe(session.operator).subscribe({
  error(error) {
    throw error
  },
})
for (const row of rows.slice(Number(from), Number(to))) {
  session.ledger.accept(isMissing(row))
  input.next(row)
}
writeFileSync(file!, snapshot(whole))
console.log(digest(recorder.recording(0)), digest(session.ledger.counts), rows.length)
