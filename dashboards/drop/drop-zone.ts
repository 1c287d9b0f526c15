import { h, setText } from '../dom.ts'
import type { RunStore } from '../run-store.ts'
import { columnForm } from './column-form.ts'
import { look } from './look.ts'
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
  private readonly file = h('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', class: 'unseen', id: 'file' })
  private readonly saveForecasts: HTMLAnchorElement
  private worker: Worker | null = null
  private runs = 0

  constructor(store: RunStore, { worker, sample, changed, cleared }: DropZoneParts) {
    this.store = store
    this.changed = changed
    this.cleared = cleared
    this.workerCode = worker
    this.saveForecasts = h('a', { class: 'button', hidden: true }, 'Forecasts as CSV')
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
        h('p', {}, h('label', { for: 'file', class: 'button' }, 'Choose a file'), this.file, ' ', trySample),
        h(
          'p',
          { class: 'about' },
          'It is forecast in this page, row by row as it would arrive. Nothing leaves your machine.',
        ),
      ),
      this.desk,
      this.problem,
    )
    for (const name of ['dragover', 'dragleave', 'drop'] as const) {
      document.addEventListener(name, (event) => {
        event.preventDefault()
        this.element.classList.toggle('over', name === 'dragover')
        const dropped = name === 'drop' ? event.dataTransfer?.files[0] : undefined
        if (dropped) void this.take(dropped)
      })
    }
  }

  /** What was shown belongs to another file, or to other settings. */
  private clear(title: string): void {
    this.worker?.terminate()
    this.worker = null
    this.runs++
    this.store.begin({ id: `none ${this.runs}`, title, series: [], layout: null, first: 0 })
    this.cleared()
  }

  private async take(file: File): Promise<void> {
    this.clear(file.name)
    this.element.classList.remove('over')
    this.desk.replaceChildren()
    setText(this.problem, '')
    this.saveForecasts.hidden = true
    try {
      const form = columnForm(file.name, await look(file), (plan) => this.start(file, plan))
      form.append(this.saveForecasts)
      this.desk.replaceChildren(form)
      this.element.classList.add('taken')
      form.querySelector<HTMLElement>('button')!.focus()
    } catch (error) {
      setText(this.problem, (error as Error).message)
    }
  }

  private start(file: Blob, plan: Plan): void {
    this.clear(plan.name)
    setText(this.problem, '')
    this.saveForecasts.hidden = true
    const address = URL.createObjectURL(new Blob([this.workerCode], { type: 'text/javascript' }))
    const worker = new Worker(address)
    URL.revokeObjectURL(address)
    this.worker = worker
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (worker === this.worker) this.hear(data, plan)
    }
    worker.onerror = ({ message }) => setText(this.problem, message)
    worker.postMessage({ file, plan } satisfies Order)
  }

  private hear(report: Report, { name }: Plan): void {
    const { store } = this
    if (report.kind === 'run') store.begin(report.run)
    else if (report.kind === 'frame') store.appendDecoded(report.frame)
    else if (report.kind === 'marks') store.note(report.marks)
    else if (report.kind === 'status') {
      store.tell(report.status)
      if (report.status.problem) setText(this.problem, report.status.problem)
    } else if (report.kind === 'refused') setText(this.problem, report.problem)
    else {
      URL.revokeObjectURL(this.saveForecasts.href)
      this.saveForecasts.href = URL.createObjectURL(report.csv)
      this.saveForecasts.download = `${name.replace(/\.\w+$/, '')}-forecasts.csv`
      this.saveForecasts.hidden = false
    }
    this.changed()
  }
}
