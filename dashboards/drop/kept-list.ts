import { IndexedDbStore } from '../../src/stores/indexed-db-store.ts'
import { zoneOf } from '../../src/time/zone.ts'
import { type KeptFile, keptFiles } from '../../src/worker/about-file.ts'
import { h, setText } from '../frame/dom.ts'
import { dayMs } from '../words/format.ts'
import { moment } from '../words/moment.ts'

interface KeptListParts {
  /** Shows the run that is kept of a file. */
  readonly show: (file: KeptFile) => void
  /** Called before the store of this name is deleted. */
  readonly forgotten: (id: string) => void
  readonly complain: (problem: string) => void
}

/** The files whose runs are kept in this browser; each can be shown and deleted. */
export class KeptList {
  readonly element: HTMLElement
  files: readonly KeptFile[] = []
  /** Name of the store of the run that the page shows. */
  shown: string | undefined
  private readonly parts: KeptListParts
  private readonly rows = h('ul', {})
  private readonly about = h(
    'p',
    { class: 'about' },
    'Kept in this browser, on your machine only. Drop a file again, and it goes on with its new rows.',
  )
  private readonly note = h('p', { class: 'about', role: 'status' })

  constructor(parts: KeptListParts) {
    this.parts = parts
    this.element = h(
      'section',
      { class: 'kept', 'aria-label': 'files kept in this browser', hidden: true },
      this.rows,
      this.about,
      this.note,
    )
  }

  /** Reads what this browser keeps; nothing if it cannot keep anything. */
  async update(): Promise<void> {
    this.files = await keptFiles().catch(() => [])
    this.draw()
  }

  /** The page shows the run that is kept in this store, or another one. */
  show(id: string | undefined): void {
    this.shown = id
    this.say('')
  }

  /** The run that the page shows is kept, and goes on after rows of before. */
  goOn({ id, rows }: { readonly id: string; readonly rows: number }): void {
    this.show(id)
    if (rows > 0) this.say(`Went on after ${rows.toLocaleString('en-US')} rows that it had learned from before.`)
  }

  /** Says how it is kept. */
  say(text: string): void {
    setText(this.note, text)
    this.draw()
  }

  private draw(): void {
    this.element.hidden = this.files.length === 0 && this.note.textContent === ''
    this.about.hidden = this.files.length === 0
    this.note.hidden = this.note.textContent === ''
    this.rows.replaceChildren(...this.files.map((file) => this.row(file)))
  }

  private row(file: KeptFile): HTMLElement {
    const { about, id } = file
    const { rows, run, until } = about
    const day =
      until === null ? '' : `, until ${moment(until, run.zone === undefined ? undefined : zoneOf(run.zone), dayMs)}`
    const show = h('button', { type: 'button' }, 'Show')
    const forget = h('button', { type: 'button' }, 'Forget')
    show.setAttribute('aria-label', `Show ${run.title}`)
    forget.setAttribute('aria-label', `Forget ${run.title}`)
    show.hidden = id === this.shown
    show.addEventListener('click', () => this.parts.show(file))
    forget.addEventListener('click', () => this.forget(id))
    return h(
      'li',
      {},
      h('b', {}, run.title),
      ` ${rows.rows.toLocaleString('en-US')} rows${day} `,
      h('span', {}, show, ' ', forget),
    )
  }

  private async forget(id: string): Promise<void> {
    this.parts.forgotten(id)
    try {
      await IndexedDbStore.remove(id)
    } catch (error) {
      this.parts.complain((error as Error).message)
    }
    await this.update()
  }
}
