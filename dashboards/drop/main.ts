import { Page } from '../page.ts'
import { RunStore } from '../run/run-store.ts'
import { DropZone } from './drop-zone.ts'

// The page without a server: the library's operators and kernel forecast a dropped file in a worker of this page.
const store = new RunStore()
const page = new Page(document.body, store, () => null)
const text = (id: string) => document.getElementById(id)!.textContent!
const zone = new DropZone(store, {
  worker: text('worker'),
  sample: text('sample'),
  changed: () => page.ask(),
  offer: (by, names, pick) => page.offer(by, names, pick),
  cleared: () => {
    page.view.live()
    page.ask()
  },
})
page.invite(zone.element)
void zone.begin()
