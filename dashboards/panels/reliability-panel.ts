import { reliability } from '../../src/scores/outcome-summaries.ts'
import { perBin, reliabilityBins } from '../../src/scores/outcome-sums.ts'
import type { ScoreTable } from '../../src/scores/score-table.ts'
import type { ReliabilityBin } from '../../src/series/outcome-summary.ts'
import { h } from '../frame/dom.ts'
import type { Panel, Scene } from '../frame/scene.ts'
import { probability } from '../words/value-words.ts'
import { legend, panelFrame } from './frame.ts'

const namespace = 'http://www.w3.org/2000/svg'
/** Side of the diagram and the room for its labels, in units of the drawing. */
const side = 240
const margin = 34

/**
 * How often an outcome happened after forecasts of about the same probability, at the chosen lead. If the forecasts are
 * calibrated the dots lie on the diagonal; the bars are ± two standard errors of the share that happened.
 */
export class ReliabilityPanel implements Panel {
  readonly always = true
  readonly element: HTMLElement
  private readonly host: HTMLElement
  private shown = ''

  constructor() {
    const { section, host } = panelFrame('reliability', 'Reliability', [
      legend([
        ['came', 'happened after such forecasts, ± 2 standard errors'],
        ['promised', 'calibrated'],
      ]),
    ])
    this.host = host
    this.element = section
  }

  shows({ scores }: Scene): boolean {
    return scores?.outcomes?.bins.some((count) => count !== null && count > 0) ?? false
  }

  update({ store, state, scores }: Scene): void {
    const cell = state.channel * store.layout!.leads.length + state.lead
    const shown = scores?.outcomes ? binsOf(scores.outcomes, cell) : []
    const key = JSON.stringify(shown)
    if (key === this.shown) return
    this.shown = key
    this.host.replaceChildren(diagram(shown), inWords(shown))
  }
}

function binsOf({ bins }: NonNullable<ScoreTable['outcomes']>, cell: number): ReliabilityBin[] {
  const wide = reliabilityBins * perBin
  const sums = bins.slice(cell * wide, (cell + 1) * wide).map((sum) => sum ?? 0)
  return reliability(sums).filter(({ count }) => count > 0)
}

const x = (share: number) => margin + share * side
const y = (share: number) => 8 + (1 - share) * side

function diagram(shown: readonly ReliabilityBin[]): SVGElement {
  const largest = Math.max(...shown.map(({ count }) => count))
  const picture = draw('svg', {
    class: 'reliability',
    viewBox: `0 0 ${margin + side + 12} ${side + 42}`,
    role: 'img',
    'aria-label': 'reliability diagram; its numbers follow as text',
  })
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    picture.append(
      draw('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: y(0), y2: y(1) }),
      draw('line', { class: 'grid', x1: x(0), x2: x(1), y1: y(tick), y2: y(tick) }),
      label(`${100 * tick}`, x(tick), y(0) + 14, 'middle'),
      label(`${100 * tick}`, x(0) - 5, y(tick) + 4, 'end'),
    )
  }
  picture.append(
    label('forecast, %', x(0.5), y(0) + 30, 'middle'),
    draw('line', { class: 'calibrated', x1: x(0), x2: x(1), y1: y(0), y2: y(1) }),
  )
  for (const { count, forecast, happened } of shown) {
    // Of the forecast rather than of what happened: after few forecasts nothing may have.
    const error = 2 * Math.sqrt((forecast * (1 - forecast)) / count)
    const [low, high] = [Math.max(0, happened - error), Math.min(1, happened + error)]
    picture.append(
      draw('line', { class: 'error', x1: x(forecast), x2: x(forecast), y1: y(low), y2: y(high) }),
      draw('circle', { class: 'dot', cx: x(forecast), cy: y(happened), r: 2 + 4 * Math.sqrt(count / largest) }),
    )
  }
  return picture
}

/** The same for those who do not see it. */
const inWords = (shown: readonly ReliabilityBin[]) =>
  h(
    'ul',
    { class: 'unseen' },
    ...shown.map(({ count, forecast, happened }) =>
      h(
        'li',
        { class: 'bin' },
        `forecast ${probability(forecast)}, happened ${probability(happened)} of ${count} times`,
      ),
    ),
  )

function draw(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(namespace, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  return element
}

function label(text: string, left: number, top: number, anchor: string): SVGElement {
  const element = draw('text', { x: left, y: top, 'text-anchor': anchor })
  element.textContent = text
  return element
}
