import { rejectsPath } from '../../src/series/reject.ts'
import type { FileForecast, Rejects } from '../../src/worker/messages.ts'
import { h } from '../frame/dom.ts'
import { nextAsText } from '../frame/export.ts'

/** Links to save the forecasts and the rejected rows of a run, and a list of the first rejects. */
export class Outputs {
  readonly element = h('div', { class: 'outputs', hidden: true })
  private addresses: string[] = []

  clear(): void {
    for (const address of this.addresses) URL.revokeObjectURL(address)
    this.addresses = []
    this.element.replaceChildren()
    this.element.hidden = true
  }

  /** @param name name of the file that was read */
  show(name: string, { next, forecasts, rejects, warnings }: FileForecast): void {
    this.clear()
    const stem = name.replace(/(\.\w+)?(\.gz)?$/i, '')
    const links = [
      ...(next.length > 0 ? [this.link('Next forecasts as CSV', nextCsv(next), `${stem}-next.csv`)] : []),
      ...(forecasts ? [this.link('All forecasts as CSV', forecasts, `${stem}-forecasts.csv`)] : []),
      ...(rejects ? [this.link('Rejected rows', rejects.ndjson, rejectsPath(`${stem}-forecasts.csv`))] : []),
    ]
    this.element.append(
      h('p', { class: 'links' }, ...links),
      ...warnings.map((warning) => h('p', { class: 'warning', role: 'status' }, warning)),
      ...(rejects ? [table(rejects)] : []),
    )
    this.element.hidden = links.length + warnings.length === 0
  }

  private link(label: string, content: Blob, download: string): HTMLAnchorElement {
    const href = URL.createObjectURL(content)
    this.addresses.push(href)
    return h('a', { class: 'button', href, download }, label)
  }
}

/** The next forecasts of all series, in the columns of the forecast file. */
function nextCsv(next: FileForecast['next']): Blob {
  const rows = [Object.keys(next[0]!), ...next.map((row) => Object.values(row).map((value) => String(value ?? '')))]
  return new Blob([nextAsText(rows, ',')], { type: 'text/csv' })
}

function table({ count, first }: Rejects): HTMLElement {
  const summary = count === 1 ? '1 row was not used' : `${count.toLocaleString('en-US')} rows were not used`
  const rows = first.map(({ place, column, reason }) =>
    h(
      'tr',
      {},
      h('td', { class: 'line' }, place && 'line' in place ? String(place.line) : ''),
      h('td', {}, column ?? ''),
      h('td', {}, reason),
    ),
  )
  const head = h('tr', {}, ...['Line', 'Column', 'Why'].map((name) => h('th', { scope: 'col' }, name)))
  const more = count > first.length ? [h('p', { class: 'about' }, `The first ${first.length}; the file has all.`)] : []
  return h(
    'details',
    { class: 'rejects' },
    h('summary', {}, summary),
    h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)),
    ...more,
  )
}
