import type { Recording } from '../src/recording/wire.ts'
import { dropToken } from './frame/address.ts'
import { showFinishedRuns } from './frame/finished-runs.ts'
import { Page } from './page.ts'
import { Connection } from './run/connection.ts'
import { RunStore } from './run/run-store.ts'

// One page for three modes: a live run, finished runs, and a report that contains its run.
dropToken()
const store = new RunStore()
const mode = document.documentElement.dataset.mode
if (mode === 'live') {
  const page: Page = new Page(document.body, store, () => connection.link)
  const connection = new Connection(store, () => page.ask())
} else {
  const page = new Page(document.body, store, () => null)
  if (mode === 'recording') {
    store.load(JSON.parse(document.getElementById('recording')!.textContent!) as Recording)
  } else {
    void showFinishedRuns(store, page.controls).then(() => page.ask())
  }
}
