import type { FromWorker, ToWorker } from '../../src/worker/messages.ts'
import { h, setText } from '../frame/dom.ts'
import type { RunStore } from '../run/run-store.ts'
import { columnForm, type Wishes } from './column-form.ts'
import { found } from './found.ts'
import { Outputs } from './outputs.ts'

interface DropZoneParts {
  /** The worker's code. */
  readonly worker: string
  /** A CSV to try. */
  readonly sample: string
  /** Called when the store has new data. */
  readonly changed: () => void
  /** Called when the store has been emptied. */
  readonly cleared: () => void
  /** Called with the names of the series, and how to show another. */
  readonly offer: (by: string, names: readonly string[], pick: (series: number) => void) => void
}

/** Takes a dropped or chosen file and lets a worker forecast it. Nothing leaves the machine. */
export class DropZone {
  readonly element: HTMLElement
  private readonly store: RunStore
  private readonly parts: DropZoneParts
  private readonly problem = h('p', { class: 'problem', role: 'alert' })
  private readonly progress = h('p', { class: 'about', role: 'status', hidden: true })
  private readonly desk = h('div', { class: 'desk' })
  private readonly file = h('input', {
    type: 'file',
    accept: '.csv,.tsv,.txt,.json,.ndjson,.jsonl,.xlsx,.gz,text/csv,application/json,application/gzip',
    class: 'unseen',
    id: 'file',
  })
  private readonly outputs = new Outputs()
  private readonly stop = h('button', { type: 'button', hidden: true }, 'Stop')
  private worker: Worker | null = null
  private runs = 0
  /** Names of the columns that tell series apart. */
  private by = ''

  constructor(store: RunStore, parts: DropZoneParts) {
    this.store = store
    this.parts = parts
    this.stop.addEventListener('click', () => this.worker?.postMessage({ kind: 'stop' } satisfies ToWorker))
    this.file.addEventListener('change', () => this.file.files?.[0] && this.take(this.file.files[0]))
    const trySample = h('button', { type: 'button' }, 'Try the weather of Seattle')
    trySample.addEventListener('click', () => this.take(new File([parts.sample], 'seattle-weather.csv')))
    this.element = h(
      'section',
      { class: 'drop', 'aria-label': 'a file to forecast' },
      h(
        'div',
        { class: 'target' },
        h('p', { class: 'invitation' }, 'Drop a file here'),
        h('p', { class: 'ways' }, h('label', { for: 'file', class: 'button' }, 'Choose a file'), this.file, trySample),
        h('p', { class: 'about' }, 'CSV, Excel or JSON. It is forecast in this page; nothing leaves your machine.'),
      ),
      this.problem,
      this.progress,
      this.desk,
      this.outputs.element,
    )
    for (const name of ['dragover', 'dragleave', 'drop'] as const) {
      document.addEventListener(name, (event) => {
        event.preventDefault()
        this.element.classList.toggle('over', name === 'dragover')
        const dropped = name === 'drop' ? [...(event.dataTransfer?.files ?? [])] : []
        if (dropped.length > 1) this.complain(`expected one file, got ${dropped.length}; drop one at a time`)
        else if (dropped[0]) this.take(dropped[0])
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
    this.parts.offer('', [], () => {})
    this.store.begin({ id: `none ${this.runs}`, title, series: [], layout: null, first: 0 })
    this.parts.cleared()
  }

  private take(file: File): void {
    this.element.classList.remove('over')
    this.desk.replaceChildren()
    this.start(file, { hints: {}, choices: {} })
  }

  /** Shows a problem, and the settings that may solve it. */
  private complain(problem: string): void {
    setText(this.problem, problem)
    this.progress.hidden = true
    this.stop.hidden = true
    const details = this.desk.querySelector<HTMLDetailsElement>('form > details')
    if (details) details.open = true
  }

  /** Says that the look at a file goes on. */
  private looking(name: string, share = ''): void {
    setText(this.progress, `Looking at ${name}${share} …`)
    this.progress.hidden = false
  }

  private start(file: File, wishes: Wishes): void {
    const { name } = file
    this.clear(name)
    const address = URL.createObjectURL(new Blob([this.parts.worker], { type: 'text/javascript' }))
    const worker = new Worker(address)
    URL.revokeObjectURL(address)
    this.worker = worker
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.worker) this.receive(data, file, wishes)
    }
    this.looking(name)
    worker.onerror = ({ message }) => {
      if (worker === this.worker) this.complain(message)
    }
    worker.postMessage({ kind: 'file', file, name, ...wishes, watched: true } satisfies ToWorker)
  }

  private receive(message: FromWorker, file: File, wishes: Wishes): void {
    const { store, worker } = this
    if (message.kind === 'looking') {
      const { fraction, reading } = message
      const again = reading > 1 ? `, reading ${reading}` : ''
      this.looking(file.name, `${again}: ${Math.floor(100 * fraction)} %`)
      return
    }
    if (message.kind === 'looked') {
      const { look } = message
      this.progress.hidden = true
      const open = this.desk.querySelector<HTMLDetailsElement>('form > details')?.open ?? false
      const form = columnForm({ look, wishes, start: (changed) => this.start(file, changed) })
      form.querySelector('button')!.after(this.stop)
      form.querySelector('details')!.open = open
      this.stop.hidden = false
      this.desk.replaceChildren(found(look), form)
      this.element.classList.add('taken')
      this.by = look.by.join(' · ')
    } else if (message.kind === 'series') {
      const show = (series: number) => worker?.postMessage({ kind: 'show', series } satisfies ToWorker)
      this.parts.offer(this.by, message.names, show)
    } else if (message.kind === 'run') store.begin(message.run)
    else if (message.kind === 'frame') store.appendDecoded(message.frame)
    else if (message.kind === 'marks') store.note(message.marks)
    else if (message.kind === 'status') {
      store.tell(message.status)
      if (message.status.state === 'failed' && message.status.problem) this.complain(message.status.problem)
    } else if (message.kind === 'refused') this.complain(message.problem)
    else if (message.kind === 'ended') {
      this.stop.hidden = true
      this.outputs.show(file.name, message)
    }
    this.parts.changed()
  }
}
