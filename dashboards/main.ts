import { dropToken } from './frame/address.ts'
import { showFinishedRuns } from './frame/finished-runs.ts'
import { pickLiveSeries, showRecordings } from './frame/series-picker.ts'
import { Page } from './page.ts'
import { Connection } from './run/connection.ts'
import { RunStore } from './run/run-store.ts'

// One page for three modes: a live run, finished runs, and a report that contains its run.
dropToken()
const store = new RunStore()
const mode = document.documentElement.dataset.mode
if (mode === 'live') {
  const page: Page = new Page(
    document.body,
    store,
    () => connection.link,
    () => connection.serverNow,
  )
  const connection = new Connection(store, () => page.ask())
  void pickLiveSeries(page.controls)
} else {
  const page = new Page(document.body, store, () => null)
  if (mode === 'recording') {
    showRecordings(store, page.controls, () => page.ask())
  } else {
    void showFinishedRuns(store, page.controls).then(() => page.ask())
  }
}
