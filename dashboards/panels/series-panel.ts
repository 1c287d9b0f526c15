import { shortNames } from '../../src/series/short-names.ts'
import { columns } from '../charts/columns.ts'
import { spark } from '../charts/spark.ts'
import { h, setText } from '../frame/dom.ts'
import { LongName } from '../frame/long-name.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import { measured, signedPercent } from '../words/format.ts'
import { panelFrame } from './frame.ts'

const tall = 48

/** All series as small charts with their last values and skill. A click picks one. Shown if there are several. */
export class SeriesPanel implements Panel {
  readonly element: HTMLElement
  private readonly cards: { button: HTMLButtonElement; canvas: HTMLCanvasElement; skill: Element; value: Element }[]
  private readonly filter: HTMLInputElement

  constructor(names: readonly string[], pick: (channel: number) => void) {
    this.filter = h('input', {
      type: 'search',
      placeholder: 'find',
      'aria-label': 'find series',
      oninput: () => this.find(names),
    })
    const { section, host } = panelFrame('series', 'Series', names.length > 8 ? [this.filter] : [])
    host.className = 'multiples'
    const short = shortNames(names)
    this.cards = names.map((name, channel) => {
      const canvas = h('canvas', { 'aria-hidden': 'true' })
      const skill = h('b')
      const value = h('span')
      const button = h(
        'button',
        { type: 'button', onclick: () => pick(channel) },
        new LongName(short[channel], name).element,
        canvas,
        value,
        skill,
      )
      host.append(button)
      return { button, canvas, skill, value }
    })
    this.element = section
  }

  update({ store, state, scores, palette, head, from, to }: Scene): void {
    const leads = store.layout!.leads.length
    this.cards.forEach(({ button, canvas, skill, value }, channel) => {
      if (button.hidden) return
      button.setAttribute('aria-pressed', String(channel === state.channel))
      const share = scores?.skillPersistence[channel * leads + state.lead]
      setText(skill, signedPercent(share))
      setText(value, measured(store.actual(head, channel), store.grain.spread(channel, head)))
      const ratio = devicePixelRatio || 1
      const width = Math.max(1, canvas.clientWidth)
      canvas.width = width * ratio
      canvas.height = tall * ratio
      const context = canvas.getContext('2d')!
      context.scale(ratio, ratio)
      context.strokeStyle = palette.ink
      // No axis, no scale: the shape only.
      const drawn = columns(from, to, width, store, [{ keep: 'both', read: (row) => store.actual(row, channel) }])
      spark(context, drawn, [store.time(from), store.time(to - 1)], { width, height: tall, margin: 3 })
    })
  }

  private find(names: readonly string[]): void {
    const wanted = this.filter.value.toLowerCase()
    this.cards.forEach(({ button }, i) => {
      button.hidden = !names[i]!.toLowerCase().includes(wanted)
    })
  }
}
