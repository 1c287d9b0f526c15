import { lookAt } from '../../src/look/look.ts'
import type { Store } from '../../src/stores/store.ts'
import { type AboutFile, readAbout } from '../../src/worker/about-file.ts'
import { BlobInput } from '../../src/worker/blob-input.ts'
import { planOf } from '../../src/worker/file-plan.ts'
import { FileRun } from '../../src/worker/file-run.ts'
import type { FromWorker } from '../../src/worker/messages.ts'

export const none: AboutFile['choices'] = {}

/** A run over a text that is kept in a store, or goes on with the one that is. */
export async function keptRun(text: string, store: Store) {
  const open = () => new BlobInput(new Blob([text]), 'a.csv')
  const sent: FromWorker[] = []
  const before = await readAbout(store, 'about')
  const look = before?.look ?? (await lookAt('a.csv', open))
  const file = { hints: {}, choices: none, look, at: 1 }
  const plan = await planOf(look, none, open)
  const run = new FileRun(plan, true, (message) => sent.push(message), { store, file, before })
  const begun: number[] = []
  return { run, sent, begun, go: () => run.run((rows) => begun.push(rows)) }
}

/** The last message that says how the run ended, with the texts of its files. */
export async function endOf(sent: readonly FromWorker[]) {
  const ended = sent.findLast((message) => message.kind === 'ended')!
  const { forecasts, rejects, ...rest } = ended
  return { ...rest, forecasts: await forecasts?.text(), rejects: await rejects?.ndjson.text() }
}
