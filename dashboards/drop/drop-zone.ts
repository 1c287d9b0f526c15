import { DataError } from '../../src/errors.ts'
import { lookAt } from '../../src/look/look.ts'
import { beginningOf, encodingOf } from '../../src/sources/guess-encoding.ts'
import { h, setText } from '../frame/dom.ts'
import type { RunStore } from '../run/run-store.ts'
import { BlobText } from './blob-text.ts'
import { columnForm } from './column-form.ts'
import { Outputs } from './outputs.ts'
import type { ForecastSettings, FromWorker, ToWorker } from './protocol.ts'

interface DropZoneParts {
  /** The worker's code. */
  readonly worker: string
  /** A CSV to try. */
  readonly sample: string
  /** Called when the store has new data. */
  readonly changed: () => void
  /** Called when the store has been emptied. */
  readonly cleared: () => void
}

/** Takes a dropped or chosen CSV, asks for its columns, and lets a worker forecast it. Nothing leaves the machine. */
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
    this.stop.addEventListener('click', () => this.worker?.postMessage('stop' satisfies ToWorker))
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

  /** Removes the results of another file, or of other settings. */
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

  private async take(file: File, chosenEncoding?: string): Promise<void> {
    const { name } = file
    this.clear(name)
    this.element.classList.remove('over')
    if (chosenEncoding === undefined) this.desk.replaceChildren()
    const { runs } = this
    try {
      const encoding = chosenEncoding ?? encodingOf(await beginningOf(new BlobText(file, name, 'utf-8').bytes()))
      const look = await lookAt(name, () => new BlobText(file, name, encoding), { encoding })
      // Another file was dropped meanwhile.
      if (runs !== this.runs) return
      if (look.by.length > 0)
        throw new DataError(
          `${name}: expected one series, got ${look.series}: “${look.by.join('” and “')}” tells them apart; keep the rows of one of them, and choose the file again`,
        )
      const form = columnForm({
        ...{ name, look, encoding },
        start: (settings) => this.start(file, settings),
        reread: (other) => void this.take(file, other),
      })
      form.querySelector('button')!.after(this.stop)
      this.desk.replaceChildren(form)
      this.element.classList.add('taken')
      if (chosenEncoding !== undefined) form.querySelector('details')!.open = true
      form.querySelector<HTMLElement>('button')!.focus()
    } catch (error) {
      if (runs === this.runs) this.complain((error as Error).message)
    }
  }

  /** Shows a problem, and the settings that may solve it. */
  private complain(problem: string): void {
    setText(this.problem, problem)
    const details = this.desk.querySelector('details')
    if (details) details.open = true
  }

  private start(file: Blob, settings: ForecastSettings): void {
    this.clear(settings.csv.path)
    const address = URL.createObjectURL(new Blob([this.workerCode], { type: 'text/javascript' }))
    const worker = new Worker(address)
    URL.revokeObjectURL(address)
    this.worker = worker
    this.stop.hidden = false
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.worker) this.receive(data, settings)
    }
    worker.onerror = ({ message }) => {
      if (worker !== this.worker) return
      this.complain(message)
      this.stop.hidden = true
    }
    worker.postMessage({ file, settings } satisfies ToWorker)
  }

  private receive(message: FromWorker, { csv }: ForecastSettings): void {
    const { store } = this
    if (message.kind === 'run') store.begin(message.run)
    else if (message.kind === 'frame') store.appendDecoded(message.frame)
    else if (message.kind === 'marks') store.note(message.marks)
    else if (message.kind === 'status') {
      store.tell(message.status)
      if (message.status.state === 'failed' && message.status.problem) this.complain(message.status.problem)
    } else {
      this.stop.hidden = true
      if (message.kind === 'refused') this.complain(message.problem)
      else this.outputs.show(csv.path, message)
    }
    this.changed()
  }
}
