import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import type { Standing } from '../words/standing.ts'
import { readersZone } from '../words/zone-shown.ts'
import { Combobox } from './combobox.ts'
import { h, setOptions, setText } from './dom.ts'
import type { View, ViewState } from './view.ts'

interface HeaderActions {
  readonly savePicture: () => void
  readonly saveValues: () => void
  readonly help: () => void
}

/** The top of the page: title, status and controls. */
export class Header {
  readonly element: HTMLElement
  readonly controls: HTMLElement
  private readonly view: View
  private readonly title = h('h1', {}, document.title.replace(/ · rxcast$/, ''))
  private readonly chip = h('span', { class: 'chip' })
  private readonly sentence = h('p', { class: 'sentence' })
  /** The status for screen readers, announced when it changes but not at every second of a countdown. */
  private readonly voice = h('p', { class: 'unseen', role: 'status' })
  private readonly bar = h('progress', { max: 1, 'aria-label': 'share of the input read' })
  private readonly series: Combobox
  private readonly lead: HTMLSelectElement
  private readonly zone: HTMLSelectElement
  private readonly theme: HTMLSelectElement
  private readonly live: HTMLButtonElement
  private readonly retry: HTMLButtonElement
  private tryNow: (() => void) | undefined
  private readonly zoneField: HTMLElement
  private readonly seriesField: HTMLElement
  /** Controls that need rows. */
  private readonly needRows: readonly HTMLElement[]

  constructor(view: View, actions: HeaderActions) {
    this.view = view
    const pick = <Key extends keyof ViewState>(key: Key, value: ViewState[Key]) => view.set({ [key]: value })
    this.lead = h('select', { onchange: () => pick('lead', Number(this.lead.value)) })
    this.zone = h('select', { onchange: () => pick('zone', this.zone.value as ViewState['zone']) })
    this.theme = h('select', { onchange: () => pick('theme', this.theme.value as ViewState['theme']) })
    setOptions(
      this.theme,
      [
        ['auto', 'auto'],
        ['light', 'light'],
        ['dark', 'dark'],
      ],
      'auto',
    )
    this.retry = h(
      'button',
      { type: 'button', class: 'retry', hidden: true, onclick: () => this.tryNow?.() },
      'Try now',
    )
    this.live = h('button', { type: 'button', class: 'live', onclick: () => view.live() }, 'Live')
    this.series = new Combobox('series', (channel) => view.set({ channel }))
    this.seriesField = h('div', { class: 'field' }, h('span', { 'aria-hidden': 'true' }, 'Series'), this.series.element)
    const button = (text: string, act: () => void, about: string) =>
      h('button', { type: 'button', onclick: act, title: about }, text)
    const leadField = h('label', {}, 'Lead', this.lead)
    const zoneField = h('label', {}, 'Time', this.zone)
    const png = button('PNG', actions.savePicture, 'save the charts in view as a picture')
    const csv = button('CSV', actions.saveValues, 'save the values in view')
    this.zoneField = zoneField
    this.needRows = [leadField, png, csv]
    this.controls = h(
      'div',
      { class: 'controls' },
      this.seriesField,
      leadField,
      zoneField,
      h('label', {}, 'Theme', this.theme),
      h('div', { class: 'actions' }, png, csv, button('?', actions.help, 'keys')),
    )
    this.element = h(
      'header',
      { class: 'top' },
      h(
        'div',
        { class: 'name' },
        h('span', { class: 'brand' }, 'rxcast'),
        this.title,
        this.chip,
        this.retry,
        this.live,
      ),
      this.sentence,
      this.voice,
      this.bar,
      this.controls,
    )
    this.element
      .querySelector<HTMLButtonElement>('.actions button:last-child')!
      .setAttribute('aria-label', 'help: keys')
  }

  /**
   * Updates the header.
   *
   * @param newer number of rows that arrived after those in a paused window
   * @param title of the run
   * @param all whether all of its series are shown, and none is open
   */
  update(
    store: RunStore,
    { name, word, sentence, aloud, tryNow }: Standing,
    newer: number,
    title: string | undefined,
    all: boolean,
  ): void {
    const { state } = this.view
    const { run, status } = store
    const layout = all ? null : store.layout
    if (title !== undefined) {
      setText(this.title, title)
      document.title = `${title} · rxcast`
    }
    this.chip.dataset.state = name
    setText(this.chip, word)
    setText(this.sentence, sentence)
    setText(this.voice, aloud ?? word)
    this.tryNow = tryNow
    this.retry.hidden = tryNow === undefined
    const fraction = status?.state === 'live' ? status.fraction : null
    this.bar.hidden = fraction === null
    if (fraction !== null) this.bar.value = fraction
    const away = !state.follow || state.head !== null
    this.live.inert = !away
    const live = newer > 0 ? `Live · ${newer.toLocaleString('en-US')} newer` : 'Live'
    setText(this.live, status?.state === 'live' ? live : 'Back to the end')
    for (const control of this.needRows) control.hidden = !layout
    const zone = store.zone?.name ?? 'UTC'
    // Days are not shifted to the zone of the reader.
    this.zoneField.hidden = !layout || stepMs(store) >= dayMs || zone === readersZone.name
    setOptions(
      this.zone,
      [
        ['data', zone],
        ['local', readersZone.name],
      ],
      state.zone,
    )
    const names = run?.series ?? []
    this.seriesField.hidden = names.length < 2 || all
    this.series.show(names, state.channel)
    if (layout && store.end > store.first + 1) {
      setOptions(
        this.lead,
        layout.leads.map((steps, i) => [String(i), `${leadSpan(store, steps)} ahead`] as const),
        String(state.lead),
      )
    }
    this.theme.value = state.theme
  }
}
