import { Chart } from '../charts/chart.ts'
import type { Drawing } from '../charts/chart-spec.ts'
import { columns, type Reader } from '../charts/columns.ts'
import { h, setText } from '../frame/dom.ts'
import { type Panel, type Scene, timeAt } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import type { ViewState } from '../frame/view.ts'
import { anyDue, RunningErrors } from '../run/rolling.ts'
import { unitOf, unitWords } from '../run/unit.ts'
import { numberTicks, percentTicks } from '../words/axis-labels.ts'
import { number, percent } from '../words/format.ts'
import { choice, legend, panelFrame } from './frame.ts'

type Metric = ViewState['rolling']

/** A rolling score by row, with a reference line: no skill, or the coverage promised. */
export class RollingPanel implements Panel {
  readonly element: HTMLElement
  private readonly host: HTMLElement
  private readonly stage: Stage
  private readonly metrics: ReturnType<typeof choice<Metric>>
  private readonly over: HTMLSelectElement
  private readonly about = h('p', { class: 'about' })
  private readonly key = h('div', { class: 'key' })
  private chart: Chart | null = null
  private shown: Metric | null = null
  private scene: Scene | null = null
  private running: RunningErrors | null = null

  constructor(stage: Stage, pick: (change: Partial<ViewState>) => void) {
    this.stage = stage
    this.metrics = choice<Metric>(
      'rolling score',
      [
        ['skill', 'skill'],
        ['MAE', 'MAE'],
        ['MASE', 'MASE'],
        ['coverage', 'coverage'],
      ],
      (rolling) => pick({ rolling }),
    )
    this.over = h(
      'select',
      { 'aria-label': 'rows scored', onchange: () => pick({ over: Number(this.over.value) }) },
      ...[30, 90, 365, 1000].map((rows) => h('option', { value: rows }, `last ${rows} rows`)),
    )
    const beside = [this.metrics.element, this.over, this.key]
    const { section, host } = panelFrame('rolling', 'Rolling scores', beside)
    section.append(this.about)
    this.element = section
    this.host = host
  }

  update(scene: Scene): void {
    this.scene = scene
    const { store, state, from, to } = scene
    const { channel, lead, rolling, over } = state
    if (this.shown !== rolling) this.remake(rolling, scene)
    const sums = this.errors(scene)
    // Scaled as the run's own MASE, which knows the season.
    const { mae, mase } = store.status?.scores ?? {}
    const at = channel * store.layout!.leads.length + lead
    const unit = unitOf(store.status?.scores ?? null, channel)
    const scale = (unit * (mae?.[at] ?? Number.NaN)) / (mase?.[at] ?? Number.NaN)
    const readers: Reader[] = {
      skill: [{ keep: 'both' as const, read: (row: number) => sums.at(row, over).skill }],
      MAE: [{ keep: 'both' as const, read: (row: number) => sums.at(row, over).mae / unit }],
      MASE: [{ keep: 'both' as const, read: (row: number) => sums.at(row, over).mae / scale }],
      coverage: store.layout!.levels.map((_, level) => ({
        keep: 'both' as const,
        read: (row: number) => sums.at(row, over).coverage[level]!,
      })),
    }[rolling]
    this.chart!.show(columns(from, to, this.chart!.plotWidth, store, readers))
  }

  controls({ state: { rolling, over } }: Scene): void {
    this.metrics.show(rolling)
    if (this.over.value !== String(over)) this.over.value = String(over)
  }

  shows({ store, state }: Scene): boolean {
    return anyDue(store, state.lead)
  }

  point(scene: Scene, row: number | null): void {
    this.chart?.point(row === null ? null : timeAt(scene, row))
    const { score, text } = this.say(scene, Math.min(row ?? scene.head, scene.head))
    setText(this.about, `${score}: ${text}`)
  }

  destroy(): void {
    this.chart?.destroy()
  }

  private say(scene: Scene, row: number): { score: string; text: string } {
    const { rolling, over } = scene.state
    const score = this.errors(scene).at(row, over)
    const { levels } = scene.store.layout!
    const unit = unitOf(scene.scores, scene.state.channel)
    const about: Record<Metric, string> = {
      skill: `${percent(Math.abs(score.skill))} ${score.skill < 0 ? 'more' : 'less'} error than repeating the last value, over ${score.count} rows`,
      MAE: `${number(score.mae / unit)} mean absolute error, ${unitWords(scene.scores)}, over ${score.count} rows`,
      MASE: `error in units of the mean step, or of the mean seasonal step; over ${score.count} rows`,
      coverage: levels
        .map((level, i) => `${percent(score.coverage[i])} inside, ${percent(level, 0)} promised`)
        .join(' · '),
    }
    return { score: rolling, text: about[rolling] }
  }

  private errors({ store, state: { channel, lead } }: Scene): RunningErrors {
    this.running ??= new RunningErrors(store)
    return this.running.of(channel, lead)
  }

  private remake(metric: Metric, { store }: Scene): void {
    this.chart?.destroy()
    const shares = metric === 'skill' || metric === 'coverage'
    const levels = store.layout!.levels
    this.key.replaceChildren(
      legend(
        metric === 'coverage'
          ? [
              ...levels.map((level, i) => [i === 0 ? 'fan' : 'second', `inside ${percent(level, 0)}`] as const),
              ['promised', 'promised'],
            ]
          : metric === 'MAE'
            ? []
            : [['promised', metric === 'skill' ? 'no better than the last value' : 'no better than the usual step']],
      ),
    )
    this.chart = new Chart(
      this.host,
      {
        label: metric,
        // As tall as the table of leads beside it.
        height: innerWidth < 1200 ? 150 : Math.max(190, Math.min(330, 31 * store.layout!.leads.length - 30)),
        lines:
          metric === 'coverage'
            ? levels.map((level, i) => ({
                label: `coverage ${level}`,
                stroke: (palette) => (i === 0 ? palette.forecast : palette.baseline),
                ...(i === 0 ? {} : { dash: [6, 3] }),
              }))
            : [{ label: metric, stroke: (palette) => palette.forecast, width: 2 }],
        range: (min, max) => {
          const low = min ?? 0
          const high = max ?? 1
          if (metric === 'coverage')
            return [Math.min(low, ...levels) - 0.03, Math.min(1.01, Math.max(high, ...levels) + 0.03)]
          if (metric === 'skill') return [Math.min(low, 0) - 0.04, Math.max(high, 0) + 0.04]
          return [0, high * 1.1 || 1]
        },
        axis: shares ? percentTicks : numberTicks,
        over: (drawing) => this.expected(drawing),
      },
      this.stage,
    )
    this.shown = metric
  }

  private expected({ context, palette, left, width, y, ratio }: Drawing): void {
    if (!this.scene) return
    const { levels } = this.scene.store.layout!
    const fair = { skill: [0], MAE: [], MASE: [1], coverage: levels }[this.scene.state.rolling]
    context.save()
    context.strokeStyle = palette.quiet
    context.setLineDash([4 * ratio, 3 * ratio])
    context.lineWidth = ratio
    for (const value of fair) {
      context.beginPath()
      context.moveTo(left, y(value))
      context.lineTo(left + width, y(value))
      context.stroke()
    }
    context.restore()
  }
}
