import type { Mark } from '../../src/recording/wire.ts'
import { h } from '../frame/dom.ts'
import { goTo } from '../frame/go-to.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import { stepMs } from '../run/step-ms.ts'
import { moment } from '../words/moment.ts'
import { markNames, marksOf } from './ribbon-panel.ts'

/** Marks listed, the newest. */
const most = 200

/** The marks of the series that is shown as a list, the newest first; a click leads to the moment. Folded at first. */
export class MarksPanel implements Panel {
  readonly element = h('details', { class: 'panel marks' }, h('summary', {}, 'The events as a list'))
  private readonly list = h('ol')
  private listed: readonly Mark[] = []
  private zone: unknown

  constructor() {
    this.element.append(this.list)
  }

  shows(scene: Scene): boolean {
    return marksOf(scene).length > 0
  }

  update(scene: Scene): void {
    const marks = marksOf(scene).slice(-most).reverse()
    const same = marks.length === this.listed.length && marks.every((mark, i) => mark === this.listed[i])
    if (same && this.zone === scene.zone) return
    this.listed = marks
    this.zone = scene.zone
    const { store, view, zone } = scene
    const step = stepMs(store)
    this.list.replaceChildren(
      ...marks.map(({ kind, text, time }) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', onclick: () => goTo(view, store, time) },
            h('i', { class: `swatch mark-${kind}`, 'aria-hidden': 'true' }),
            `${moment(time, zone, step)} · ${markNames[kind]}: ${text}`,
          ),
        ),
      ),
    )
  }
}
