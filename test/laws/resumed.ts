// Runs a pipeline from a row to its end, in a process of its own, for resume.test.ts:
//
//     resumed PIPELINE FOLDER FROM STOP …
//
// Unless FROM is 0, it begins with the snapshot FOLDER/FROM. It leaves a snapshot FOLDER/STOP before row STOP, for each STOP.
// It prints, at the end, `saved STOP`, a digest of every forecast, and the digests of the report data, the counts of rows and the final state.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Subject } from 'rxjs'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import { encodeRecording } from '../../src/recording/encode.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { Session } from '../../src/run/session.ts'
import { isMissing } from '../../src/series/is-missing.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { textOf } from './plain.ts'

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('base64')
const digestOf = (value: unknown) => digest(textOf(value))

async function resume(path: string, folder: string, from: number, stops: readonly number[]): Promise<void> {
  const plan = await prepare(loadPipeline(path))
  const source = plan.source({ resolve: (name) => new URL(name, pathToFileURL(path)).pathname, strict: false })
  const rows: Observation[] = []
  for await (const batch of source.open(new Ledger(), new AbortController().signal).batches) rows.push(...batch)
  // The last ones too, which are of another series if there are several.
  const most = Number(process.env.RESUME_ROWS)
  if (rows.length > most) rows.splice(most / 2, rows.length - most)

  const lines: string[] = []
  const recorder = new Recorder({ id: 'test', title: 'test', series: source.targets, budget: 8 << 20 })
  const session = new Session({
    input: source.name,
    by: source.by,
    operators: plan.operators,
    onForecast(forecast) {
      recorder.write([forecast])
      lines.push(digestOf(forecast))
    },
  })
  const whole = {
    state(fields: Fields) {
      fields.part('session', session)
      fields.part('recorder', recorder)
    },
  }
  if (from > 0) restore(whole, readFileSync(join(folder, String(from))))
  const input = new Subject<Observation>()
  input.pipe(session.operator).subscribe({
    error(error) {
      throw error
    },
  })
  for (let at = from; at < rows.length; at++) {
    if (stops.includes(at)) {
      writeFileSync(join(folder, String(at)), snapshot(whole))
      lines.push(`saved ${at}`)
    }
    session.ledger.accept(isMissing(rows[at]!))
    input.next(rows[at]!)
  }
  lines.push(digestOf(encodeRecording(recorder.recording(0))), digestOf(session.ledger.counts), digest(snapshot(whole)))
  console.log(lines.join('\n'))
}

const [path, folder, from, ...stops] = process.argv.slice(2)
void resume(path!, folder!, Number(from), stops.map(Number))
