import { DataError } from '../../src/errors.ts'
import { lookAtCsv } from '../../src/look/look-at-csv.ts'
import { h, setText } from '../frame/dom.ts'
import type { RunStore } from '../run/run-store.ts'
import { BlobText } from './blob-text.ts'
import { columnForm } from './column-form.ts'
import { guessEncoding } from './guess-encoding.ts'
import { orderWords } from './order-words.ts'
import { Outputs } from './outputs.ts'
import type { Order, Plan, Report } from './plan.ts'

interface DropZoneParts {
  /** The worker's code. */
  readonly worker: string
  /** A CSV to try. */
  readonly sample: string
  /** The store has something new. */
  readonly changed: () => void
  /** The store is empty again. */
  readonly cleared: () => void
}

/** Where a CSV is dropped or chosen; then its columns are picked, and a worker forecasts it in the page. Nothing leaves the machine. */
export class DropZone {
  readonly element: HTMLElement
  private readonly store: RunStore
  private readonly changed: () => void
  private readonly cleared: () => void
  private readonly workerCode: string
  private readonly problem = h('p', { class: 'problem', role: 'alert' })
  private readonly desk = h('div', { class: 'desk' })
  private readonly file = h('input', {
    type: 'file',
    accept: '.csv,.tsv,.txt,.gz,text/csv,application/gzip',
    class: 'unseen',
    id: 'file',
  })
  private readonly outputs = new Outputs()
  private readonly stop = h('button', { type: 'button', hidden: true }, 'Stop')
  private worker: Worker | null = null
  private runs = 0

  constructor(store: RunStore, { worker, sample, changed, cleared }: DropZoneParts) {
    this.store = store
    this.changed = changed
    this.cleared = cleared
    this.workerCode = worker
    this.stop.addEventListener('click', () => this.worker?.postMessage('stop' satisfies Order))
    this.file.addEventListener('change', () => this.file.files?.[0] && void this.take(this.file.files[0]))
    const trySample = h('button', { type: 'button' }, 'Try the weather of Seattle')
    trySample.addEventListener('click', () => void this.take(new File([sample], 'seattle-weather.csv')))
    this.element = h(
      'section',
      { class: 'drop', 'aria-label': 'a file to forecast' },
      h(
        'div',
        { class: 'target' },
        h('p', { class: 'invitation' }, 'Drop a CSV here'),
        h('p', { class: 'ways' }, h('label', { for: 'file', class: 'button' }, 'Choose a file'), this.file, trySample),
        h(
          'p',
          { class: 'about' },
          'It is forecast in this page, row by row as it would arrive. Nothing leaves your machine.',
        ),
      ),
      this.desk,
      this.problem,
      this.outputs.element,
    )
    for (const name of ['dragover', 'dragleave', 'drop'] as const) {
      document.addEventListener(name, (event) => {
        event.preventDefault()
        this.element.classList.toggle('over', name === 'dragover')
        const dropped = name === 'drop' ? [...(event.dataTransfer?.files ?? [])] : []
        if (dropped.length > 1) this.complain(`expected one file, got ${dropped.length}; drop one at a time`)
        else if (dropped[0]) void this.take(dropped[0])
      })
    }
  }

  /** What was shown belongs to another file, or to other settings. */
  private clear(title: string): void {
    this.worker?.terminate()
    this.worker = null
    this.stop.hidden = true
    this.outputs.clear()
    setText(this.problem, '')
    this.runs++
    this.store.begin({ id: `none ${this.runs}`, title, series: [], layout: null, first: 0 })
    this.cleared()
  }

  private async take(file: File, told?: string): Promise<void> {
    const { name } = file
    this.clear(name)
    this.element.classList.remove('over')
    if (told === undefined) this.desk.replaceChildren()
    const { runs } = this
    try {
      const encoding = told ?? (await guessEncoding(new BlobText(file, name, 'utf-8').bytes()))
      const look = await lookAtCsv(name, new BlobText(file, name, encoding), 'choose another file')
      // Another file was dropped while this one was looked at.
      if (runs !== this.runs) return
      const problem = orderWords(name, look)
      if (problem) throw new DataError(problem)
      const form = columnForm({
        ...{ name, look, encoding },
        start: (plan) => this.start(file, plan),
        reread: (other) => void this.take(file, other),
      })
      form.querySelector('button')!.after(this.stop)
      this.desk.replaceChildren(form)
      this.element.classList.add('taken')
      if (told !== undefined) form.querySelector('details')!.open = true
      form.querySelector<HTMLElement>('button')!.focus()
    } catch (error) {
      if (runs === this.runs) this.complain((error as Error).message)
    }
  }

  /** What is wrong, and the settings that may mend it. */
  private complain(problem: string): void {
    setText(this.problem, problem)
    const settings = this.desk.querySelector('details')
    if (settings) settings.open = true
  }

  private start(file: Blob, plan: Plan): void {
    this.clear(plan.csv.path)
    const address = URL.createObjectURL(new Blob([this.workerCode], { type: 'text/javascript' }))
    const worker = new Worker(address)
    URL.revokeObjectURL(address)
    this.worker = worker
    this.stop.hidden = false
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (worker === this.worker) this.hear(data, plan)
    }
    worker.onerror = ({ message }) => {
      if (worker !== this.worker) return
      this.complain(message)
      this.stop.hidden = true
    }
    worker.postMessage({ file, plan } satisfies Order)
  }

  private hear(report: Report, { csv }: Plan): void {
    const { store } = this
    if (report.kind === 'run') store.begin(report.run)
    else if (report.kind === 'frame') store.appendDecoded(report.frame)
    else if (report.kind === 'marks') store.note(report.marks)
    else if (report.kind === 'status') {
      store.tell(report.status)
      if (report.status.state === 'failed' && report.status.problem) this.complain(report.status.problem)
    } else {
      this.stop.hidden = true
      if (report.kind === 'refused') this.complain(report.problem)
      else this.outputs.show(csv.path, report)
    }
    this.changed()
  }
}
