import type { Standing } from '../words/standing.ts'
import { h } from './dom.ts'

/** The message while there is nothing to draw. */
export class Empty {
  readonly element = h('section', { class: 'empty' })

  show({ name, sentence }: Standing): void {
    const { element } = this
    if (element.dataset.state === name && element.firstChild?.textContent === sentence) return
    element.dataset.state = name
    element.replaceChildren(
      h('p', {}, sentence),
      ...(name === 'empty'
        ? [
            h('p', { class: 'about' }, 'Does the run read standard input? Send it rows: '),
            h('p', {}, h('code', {}, 'tail -f data.csv | rxcast run pipeline.yaml --dashboard')),
          ]
        : []),
    )
  }
}
