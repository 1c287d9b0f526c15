import type { Recording } from '../../src/recording/wire.ts'
import type { SeriesList } from '../../src/server/dashboard.ts'
import type { RunStore } from '../run/run-store.ts'
import { h, setOptions } from './dom.ts'

/** A picker for one of several series. `choose` gets its index. */
function picker(head: HTMLElement, { by, names, more }: SeriesList, chosen: number, choose: (index: number) => void) {
  const select = h('select', { onchange: () => choose(Number(select.value)) })
  update(select, names, more, chosen)
  head.prepend(h('label', {}, by.join(' · '), select))
  return select
}

function update(select: HTMLSelectElement, names: readonly string[], more: number, chosen: number): void {
  const rest = more > 0 ? [['', `… ${more.toLocaleString('en-US')} more are not shown`] as const] : []
  setOptions(select, [...names.map((name, i) => [String(i), name] as const), ...rest], String(chosen))
  const last = select.options[names.length]
  if (last) last.disabled = true
}

/** Shows the first recording in the page, and a picker if there are several. */
export function showRecordings(store: RunStore, head: HTMLElement, changed: () => void): void {
  const elements = [...document.querySelectorAll<HTMLElement>('script[type="application/json"]:not(#overview)')]
  const load = (index: number) => {
    store.load(JSON.parse(elements[index]!.textContent!) as Recording)
    changed()
  }
  load(0)
  const series = document.querySelector<HTMLMetaElement>('meta[name="series"]')
  if (!series) return
  const names = elements.map(({ dataset }) => dataset.name ?? '')
  picker(head, { by: [series.content], names, more: Number(series.dataset.more) }, 0, load)
}

/** Adds a picker for the series of a live run, if it has several; each has its own URL. */
export async function pickLiveSeries(head: HTMLElement): Promise<void> {
  const chosen = Number(new URLSearchParams(location.search).get('series') ?? 0)
  const ask = async () => (await (await fetch('series.json', { cache: 'no-store' })).json()) as SeriesList
  const list = await ask()
  if (list.by.length === 0) return
  const select = picker(head, list, chosen, (index) => {
    location.search = new URLSearchParams({ series: String(index) }).toString()
  })
  // Series begin while the run goes on.
  let known = list.names.length
  setInterval(async () => {
    if (document.hidden || document.activeElement === select) return
    const { names, more } = await ask().catch(() => list)
    if (names.length < known) return
    known = names.length
    update(select, names, more, chosen)
  }, 2000)
}
