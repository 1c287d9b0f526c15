import { rejectsPath } from '../../src/series/reject.ts'
import { h } from '../frame/dom.ts'
import type { FromWorker, Rejects } from './protocol.ts'

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
  show(name: string, { forecasts, rejects, warnings }: FromWorker & { kind: 'ended' }): void {
    this.clear()
    const stem = name.replace(/(\.\w+)?(\.gz)?$/i, '')
    const links = [
      ...(forecasts ? [this.link('Forecasts as CSV', forecasts, `${stem}-forecasts.csv`)] : []),
      ...(rejects ? [this.link('Rejected rows', rejects.ndjson, rejectsPath(`${stem}-forecasts.csv`))] : []),
    ]
    this.element.append(
      h('p', { class: 'links' }, ...links),
      ...warnings.map((warning) => h('p', { class: 'warning', role: 'status' }, warning)),
      ...(rejects ? [table(rejects)] : []),
    )
    this.element.hidden = links.length === 0
  }

  private link(label: string, content: Blob, download: string): HTMLAnchorElement {
    const href = URL.createObjectURL(content)
    this.addresses.push(href)
    return h('a', { class: 'button', href, download }, label)
  }
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
