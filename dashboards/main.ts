import { dropToken } from './frame/address.ts'
import { finishedRun } from './frame/finished-runs.ts'
import { Page } from './page.ts'
import { embeddedRun } from './run/embedded.ts'
import { KeptRun } from './run/kept-run.ts'
import { LiveRun } from './run/live-run.ts'
import { RunStore } from './run/run-store.ts'

// One page for three modes: a live run, finished runs, and a report that contains its run.
dropToken()
const store = new RunStore()
const { mode } = document.documentElement.dataset
const changed = () => page.ask()
const run = mode === 'live' ? new LiveRun(store, changed) : new KeptRun(store, changed)
const page: Page = new Page(document.body, store, run)
if (run instanceof KeptRun) {
  if (mode === 'recording') run.begin(embeddedRun())
  else void finishedRun(page.controls).then((kept) => kept && run.begin(kept))
}
