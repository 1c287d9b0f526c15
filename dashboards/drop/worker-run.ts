import type { Spark } from '../../src/recording/overview-wire.ts'
import type { FromWorker, ToWorker } from '../../src/worker/messages.ts'
import { LineStore } from '../run/line-store.ts'
import type { Source } from '../run/live-run.ts'
import type { RunStore } from '../run/run-store.ts'
import type { FetchSparks } from '../run/spark-store.ts'

/** The run of the worker, and the page's store of the series that is open. */
export class WorkerRun implements Source {
  readonly lines = new LineStore()
  readonly link = null
  readonly serverNow = Number.NaN
  private readonly store: RunStore
  private worker: Worker | null = null
  private series = 0
  private answer: (sparks: readonly Spark[]) => void = () => {}

  constructor(store: RunStore) {
    this.store = store
  }

  /** A worker begins another run, with nothing yet. */
  begin(worker: Worker | null): void {
    this.worker = worker
    this.series = 0
    this.lines.clear()
    this.answer([])
  }

  readonly sparks: FetchSparks = (of) =>
    new Promise((resolve) => {
      this.answer = resolve
      this.ask({ kind: 'sparks', of })
    })

  has(): boolean {
    return true
  }

  show(series: number): boolean {
    if (series === this.series) return false
    this.series = series
    this.ask({ kind: 'show', series })
    return true
  }

  /** Takes what the worker says about the run; false if it says something else. */
  take(message: FromWorker): boolean {
    const { lines, store } = this
    if (message.kind === 'overview') lines.begin(message.overview)
    else if (message.kind === 'lines') lines.change(message.lines)
    else if (message.kind === 'events') lines.note(message.events)
    else if (message.kind === 'sparks') this.answer(message.sparks)
    else if (message.kind === 'run') store.begin(message.run)
    else if (message.kind === 'frame') store.appendDecoded(message.frame)
    else if (message.kind === 'marks') store.note(message.marks)
    else if (message.kind === 'status') {
      store.tell(message.status)
      const { scores: _, ...status } = message.status
      lines.tell(status)
    } else return false
    return true
  }

  private ask(message: ToWorker): void {
    this.worker?.postMessage(message)
  }
}
