import type { Recording } from '../src/server/wire.ts'
import { Connection } from './connection.ts'
import { Page } from './page.ts'
import { RunStore } from './run-store.ts'

const store = new RunStore()
const mode = document.documentElement.dataset.mode
if (mode === 'live') {
  const page: Page = new Page(document.body, store, () => connection.link)
  const connection = new Connection(store, () => page.ask())
} else if (mode === 'recording') {
  store.load(JSON.parse(document.getElementById('recording')!.textContent!) as Recording)
  new Page(document.body, store, () => null)
}
