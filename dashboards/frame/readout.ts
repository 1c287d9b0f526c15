import { residual } from '../run/rolling.ts'
import { stepMs } from '../run/step-ms.ts'
import { percent } from '../words/format.ts'
import { leadSpan } from '../words/lead-span.ts'
import { moment } from '../words/moment.ts'
import { happenedWords, valueWords } from '../words/value-words.ts'
import { h, setText } from './dom.ts'
import { holidayAt } from './holidays.ts'
import { lastInView, leadAt, type Scene, timeAt } from './scene.ts'

/** The values under the cursor in one line. If the keyboard moved the cursor, screen readers announce it. */
export class Readout {
  readonly element: HTMLElement
  private readonly line = h('p', { class: 'readout' })
  private readonly voice = h('p', { class: 'unseen', 'aria-live': 'polite' })

  constructor() {
    this.element = h('div', {}, this.line, this.voice)
  }

  /** Shows the values of a row; of the last row in view if `row` is null. */
  update(scene: Scene, row: number | null, aloud: boolean): void {
    const text = describe(scene, row ?? lastInView(scene))
    setText(this.line, text)
    if (aloud) setText(this.voice, text)
  }
}

function describe(scene: Scene, row: number): string {
  const { store, state, zone, head } = scene
  const { channel } = state
  const { levels, outcomes } = store.layout!
  const ahead = row > head
  const lead = ahead ? leadAt(store, head, row) : state.lead
  const origin = ahead ? head : store.originOf(row, lead)
  const spread = store.grain.spread(channel, head)
  const show = valueWords(store, spread)
  const actual = store.actual(row, channel)
  const parts = [
    moment(timeAt(scene, row), zone, stepMs(store)),
    ...[holidayAt(scene, row)].filter(Boolean),
    ahead ? `${leadSpan(store, row - head)} ahead` : outcomes ? happenedWords(actual) : `actual ${show(actual)}`,
  ]
  if (origin >= 0) {
    const intervals = levels.map(
      (level, i) =>
        `${percent(level, 0)}: ${show(store.lower(origin, channel, lead, i))} … ${show(store.upper(origin, channel, lead, i))}`,
    )
    parts.push(
      `${outcomes ? 'probability' : 'forecast'} ${show(store.forecast(origin, channel, lead))}${intervals.length > 0 ? ` (${intervals.join(', ')})` : ''}`,
      ...(ahead || outcomes ? [] : [`residual ${show(residual(store, row, channel, lead))}`]),
    )
  }
  return parts.join(' · ')
}
