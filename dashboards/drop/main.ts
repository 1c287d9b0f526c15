import { Page } from '../page.ts'
import { RunStore } from '../run/run-store.ts'
import { DropZone } from './drop-zone.ts'
import { WorkerRun } from './worker-run.ts'

// The page without a server: the library's operators and kernel forecast a dropped file in a worker of this page.
const store = new RunStore()
const run = new WorkerRun(store)
const page = new Page(document.body, store, run)
const text = (id: string) => document.getElementById(id)!.textContent!
const zone = new DropZone(store, {
  worker: text('worker'),
  sample: text('sample'),
  changed: () => page.ask(),
  run,
  cleared: () => {
    page.view.close()
    page.ask()
  },
})
page.invite(zone.element)
void zone.begin()
