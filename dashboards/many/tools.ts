import type { SeriesState } from '../../src/recording/overview-wire.ts'
import { h, setText } from '../frame/dom.ts'
import { stateMeans, stateOrder } from '../words/state-words.ts'
import type { Listing, Sort } from './order.ts'

/** What the sorts and their columns mean, for tooltips. */
const sortMeans: Record<Sort, string> = {
  attention: 'what somebody should look at first',
  name: 'the name of the series',
  value: 'the last value',
  skill: 'how much smaller the errors are than those of the best naive forecast, over the whole run',
  misses: 'share of the last 50 values outside the outermost interval',
}

/** The controls of the list: search, states with the number of their lines, and the order. */
export class Tools {
  readonly element: HTMLElement
  readonly search: HTMLInputElement
  listing: Listing = { sort: 'attention', reversed: false, states: new Set(), search: '' }
  private readonly changed: () => void
  private readonly states: HTMLElement
  private readonly buttons = new Map<Sort, HTMLElement>()
  private shown = ''

  /** @param enter moves from the search to the list; `pick` opens its first line */
  constructor(changed: () => void, enter: () => void, pick: () => void) {
    this.changed = changed
    this.search = h('input', {
      type: 'search',
      placeholder: 'find a series',
      'aria-label': 'find series',
      'aria-keyshortcuts': '/',
      spellcheck: 'false',
      autocomplete: 'off',
      oninput: () => this.set({ search: this.search.value }),
    })
    this.search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') enter()
      else if (event.key === 'Enter') pick()
      else if (event.key === 'Escape' && this.search.value !== '') this.clear()
      else if (event.key === 'Escape') this.search.blur()
      else return
      event.preventDefault()
      event.stopPropagation()
    })
    this.states = h('div', { class: 'states', role: 'group', 'aria-label': 'states listed' })
    const button = (sort: Sort) => {
      const made = h('button', { type: 'button', title: sortMeans[sort], onclick: () => this.sort(sort) }, sort)
      this.buttons.set(sort, made)
      return made
    }
    const order = h(
      'div',
      { class: 'order', role: 'group', 'aria-label': 'order' },
      h('span', { class: 'by-words' }, button('attention'), button('name')),
      h('span', { class: 'column', 'aria-hidden': 'true' }, 'last values and forecast'),
      button('value'),
      button('skill'),
      button('misses'),
      h('span', { class: 'column', 'aria-hidden': 'true' }, 'last row'),
    )
    this.element = h('div', { class: 'tools' }, this.search, this.states, order)
    this.mark()
  }

  /** Shows all states and all names. */
  clear(): void {
    this.search.value = ''
    this.set({ search: '', states: new Set() })
  }

  /** Shows how many lines are in each state. */
  count(counts: ReadonlyMap<SeriesState, number>): void {
    const present = stateOrder.filter((state) => counts.get(state) || this.listing.states.has(state))
    const key = JSON.stringify([present.map((state) => counts.get(state) ?? 0), present, [...this.listing.states]])
    if (key === this.shown) return
    this.shown = key
    const known = new Map([...this.states.children].map((button) => [(button as HTMLElement).dataset.state!, button]))
    const buttons = present.map((state) => {
      const button = known.get(state) ?? this.stateButton(state)
      setText(button.lastElementChild!, ` ${(counts.get(state) ?? 0).toLocaleString('en-US')}`)
      button.setAttribute('aria-pressed', String(this.listing.states.has(state)))
      return button
    })
    if (
      buttons.some((button, i) => this.states.children[i] !== button) ||
      buttons.length !== this.states.childElementCount
    )
      this.states.replaceChildren(...buttons)
  }

  private stateButton(state: SeriesState): HTMLElement {
    const pick = () => {
      const states = new Set(this.listing.states)
      if (!states.delete(state)) states.add(state)
      this.set({ states })
    }
    return h(
      'button',
      { type: 'button', 'data-state': state, title: stateMeans[state], onclick: pick },
      h('i', { class: 'shape', 'aria-hidden': 'true' }),
      state,
      h('span'),
    )
  }

  private sort(sort: Sort): void {
    const again = sort === this.listing.sort
    this.set({ sort, reversed: again && !this.listing.reversed })
  }

  private set(change: Partial<Listing>): void {
    this.listing = { ...this.listing, ...change }
    this.mark()
    this.changed()
  }

  private mark(): void {
    const { sort, reversed } = this.listing
    for (const [own, button] of this.buttons) {
      const chosen = own === sort
      button.setAttribute('aria-pressed', String(chosen))
      button.setAttribute('aria-label', `by ${own}${chosen && reversed ? ', reversed' : ''}`)
      button.classList.toggle('reversed', chosen && reversed)
    }
  }
}
