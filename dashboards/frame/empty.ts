import type { WorkerStatus } from '../../src/recording/wire.ts'
import type { Standing } from '../words/standing.ts'
import { h } from './dom.ts'

/** The message while there is nothing to draw. */
export class Empty {
  readonly element = h('section', { class: 'empty' })

  /** @param worker that serves the page, if it is one of a group */
  show({ name, sentence }: Standing, worker?: WorkerStatus): void {
    const { element } = this
    const shows = worker?.shows ?? []
    const key = [name, sentence, ...shows].join('\n')
    if (element.dataset.shown === key) return
    element.dataset.shown = key
    element.dataset.state = name
    element.replaceChildren(
      h('p', {}, sentence),
      ...shows.map((text) => h('p', { class: 'about' }, text)),
      ...(name === 'empty' && !worker
        ? [
            h('p', { class: 'about' }, 'Does the run read standard input? Send it rows: '),
            h('p', {}, h('code', {}, 'tail -f data.csv | rxcast run pipeline.yaml --dashboard')),
          ]
        : []),
    )
  }
}
