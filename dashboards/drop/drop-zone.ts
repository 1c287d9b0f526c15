import type { Look } from '../../src/look/look.ts'
import type { KeptFile } from '../../src/worker/about-file.ts'
import type { FromWorker, ToWorker } from '../../src/worker/messages.ts'
import { h, setText } from '../frame/dom.ts'
import type { RunStore } from '../run/run-store.ts'
import { columnForm, type Wishes } from './column-form.ts'
import { found } from './found.ts'
import { KeptList } from './kept-list.ts'
import { Outputs } from './outputs.ts'
import type { WorkerRun } from './worker-run.ts'

interface DropZoneParts {
  /** The worker's code. */
  readonly worker: string
  /** A CSV to try. */
  readonly sample: string
  /** Called when the store has new data. */
  readonly changed: () => void
  /** Called when the store has been emptied. */
  readonly cleared: () => void
  /** Takes what the worker says about the run. */
  readonly run: WorkerRun
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
  private readonly kept: KeptList
  private readonly stop = h('button', { type: 'button', hidden: true }, 'Stop')
  private worker: Worker | null = null
  private runs = 0

  constructor(store: RunStore, parts: DropZoneParts) {
    this.store = store
    this.parts = parts
    this.stop.addEventListener('click', () => this.worker?.postMessage({ kind: 'stop' } satisfies ToWorker))
    this.file.addEventListener('change', () => {
      const [file] = this.file.files ?? []
      // Else the browser would not say that the same file was chosen again.
      this.file.value = ''
      if (file) this.take(file)
    })
    const trySample = h('button', { type: 'button' }, 'Try the weather of Seattle')
    trySample.addEventListener('click', () => this.take(new File([parts.sample], 'seattle-weather.csv')))
    this.kept = new KeptList({
      show: (file) => this.recall(file),
      forgotten: (id) => this.forgotten(id),
      complain: (problem) => this.complain(problem),
    })
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
      this.kept.element,
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

  /** Shows the run that was kept last. */
  async begin(): Promise<void> {
    await this.kept.update()
    const { runs } = this
    const [latest] = this.kept.files
    if (latest && runs === 0) this.recall(latest)
  }

  /** Shows a run that is kept. */
  private recall({ about, id }: KeptFile): void {
    this.desk.replaceChildren()
    this.work({ kind: 'recall', id }, about.run.title, { hints: about.hints, choices: about.choices }, undefined)
    this.kept.show(id)
  }

  /** The run that is kept in a store is to be deleted. */
  private forgotten(id: string): void {
    if (this.kept.shown !== id) return
    this.clear('forecast a file')
    this.desk.replaceChildren()
    this.progress.hidden = true
    this.element.classList.remove('taken')
    this.parts.changed()
  }

  /** Removes the results of another file, or of other settings. */
  private clear(title: string): void {
    this.worker?.terminate()
    this.worker = null
    this.stop.hidden = true
    this.outputs.clear()
    this.kept.show(undefined)
    setText(this.problem, '')
    this.runs++
    this.parts.run.begin(null)
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
    const task = { kind: 'file', file, name: file.name, ...wishes, watched: true, keptAt: Date.now() } as const
    this.work(task, file.name, wishes, file)
  }

  /** @param file undefined if the run is recalled without its file */
  private work(task: ToWorker, name: string, wishes: Wishes, file: File | undefined): void {
    this.clear(name)
    const address = URL.createObjectURL(new Blob([this.parts.worker], { type: 'text/javascript' }))
    const worker = new Worker(address)
    URL.revokeObjectURL(address)
    this.worker = worker
    this.parts.run.begin(worker)
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.worker) this.receive(data, name, wishes, file)
    }
    this.looking(name)
    worker.onerror = ({ message }) => {
      if (worker === this.worker) this.complain(message)
    }
    worker.postMessage(task)
  }

  private receive(message: FromWorker, name: string, wishes: Wishes, file: File | undefined): void {
    if (message.kind === 'looking') {
      const { fraction, reading } = message
      const again = reading > 1 ? `, reading ${reading}` : ''
      this.looking(name, `${again}: ${Math.floor(100 * fraction)} %`)
      return
    }
    if (message.kind === 'looked') {
      const { look } = message
      this.progress.hidden = true
      this.desk.replaceChildren(found(look), ...(file ? [this.formFor(look, wishes, file)] : []))
      this.element.classList.add('taken')
    } else if (message.kind === 'kept') this.kept.goOn(message)
    else if (message.kind === 'unkept') this.kept.say(`What was learned is not kept: ${message.problem}`)
    else if (this.parts.run.take(message)) {
      const { problem, state } = message.kind === 'status' ? message.status : {}
      if (state === 'failed' && problem) this.complain(problem)
    } else if (message.kind === 'refused') this.complain(message.problem)
    else if (message.kind === 'ended') {
      this.stop.hidden = true
      this.outputs.show(name, message)
      if (file) void this.kept.update()
    }
    this.parts.changed()
  }

  private formFor(look: Look, wishes: Wishes, file: File): HTMLFormElement {
    const open = this.desk.querySelector<HTMLDetailsElement>('form > details')?.open ?? false
    const form = columnForm({ look, wishes, start: (changed) => this.start(file, changed) })
    form.querySelector('button')!.after(this.stop)
    form.querySelector('details')!.open = open
    this.stop.hidden = false
    return form
  }
}
