import type { TaskStatus, WorkerStatus } from '../../src/recording/wire.ts'
import { taskCells, workerWords } from '../words/worker-words.ts'
import { h, setText } from './dom.ts'

const columns = ['partition', 'state', 'lag', 'restored in', 'takeovers', 'errors'] as const

/** The worker that serves the page: a line, and folded below it its partitions, and what the page shows of the group. */
export class WorkerDetails {
  readonly element: HTMLDetailsElement
  private readonly name = h('b')
  private readonly sentence = h('span')
  private readonly body = h('tbody')
  private readonly table: HTMLElement
  private readonly shows = h('ul')
  private shown = ''

  constructor() {
    const heads = columns.map((column) => h('th', { scope: 'col' }, column))
    this.table = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'partitions of this worker' })
    this.table.append(h('table', {}, h('thead', {}, h('tr', {}, ...heads)), this.body))
    const line = h('summary', {}, h('i', { class: 'shape', 'aria-hidden': 'true' }), this.name, this.sentence)
    this.element = h('details', { class: 'worker', hidden: true }, line, this.table, this.shows)
  }

  update(worker: WorkerStatus | undefined): void {
    this.element.hidden = worker === undefined
    const key = JSON.stringify(worker)
    if (!worker || key === this.shown) return
    this.shown = key
    const { state, text } = workerWords(worker)
    this.element.dataset.state = state
    setText(this.name, 'This worker')
    setText(this.sentence, text)
    this.table.hidden = worker.tasks.length === 0
    this.body.replaceChildren(...worker.tasks.map(rowOf))
    this.shows.replaceChildren(...worker.shows.map((sentence) => h('li', {}, sentence)))
  }
}

function rowOf(task: TaskStatus): HTMLElement {
  const cells = taskCells(task).map((text, i) =>
    h('td', { title: i === 0 ? (task.problem ?? undefined) : undefined }, text),
  )
  return h('tr', { 'data-state': task.state }, h('th', { scope: 'row' }, String(task.partition)), ...cells)
}
