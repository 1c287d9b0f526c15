import { isCounted } from '../../src/scores/from.ts'
import { OutcomeScores } from '../../src/scores/outcome-scores.ts'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { type ScoreTable, scoreTable } from '../../src/scores/score-table.ts'
import type { RunStore } from './run-store.ts'
import { unitOf } from './unit.ts'

/**
 * The scores as they stood at a row: the run sends only the last ones. They are summed over the rows that are kept, row
 * by row, so that a replay adds only what is new.
 */
export class ScoresSoFar {
  private readonly store: RunStore
  private version = -1
  private next = 0
  private scores: RunningScores | OutcomeScores | null = null

  constructor(store: RunStore) {
    this.store = store
  }

  /**
   * Up to and including row `head`.
   *
   * @param whole the table of the whole run, for where counting begins, the season and the units
   */
  at(head: number, whole: ScoreTable): ScoreTable {
    const { version, first } = this.store
    if (!this.scores || version !== this.version || head + 1 < this.next) {
      this.scores = this.restart(whole)
      this.next = first
    }
    this.version = version
    for (; this.next <= head; this.next++) {
      if (this.store.restarts(this.next)) this.scores.restart()
      if (this.scores instanceof OutcomeScores) this.addLabels(this.scores, this.next)
      else this.add(this.scores, this.next)
    }
    return scoreTable(this.scores)
  }

  private restart(whole: ScoreTable): RunningScores | OutcomeScores {
    const { channels, leads, levels } = this.store.layout!
    const from = whole.from ?? undefined
    if (whole.outcomes) return new OutcomeScores({ groups: whole.outcomes.groups, leads, from })
    const season = whole.season ?? undefined
    const baselines = whole.baselines.map(({ name, season }) => ({ name, season: season ?? undefined }))
    const scores = new RunningScores({ channels, leads, levels, from, season, baselines })
    if (whole.units) scores.units = Float64Array.from({ length: channels }, (_, channel) => unitOf(whole, channel))
    return scores
  }

  private addLabels(scores: OutcomeScores, row: number): void {
    const { store } = this
    const { channels, leads } = store.layout!
    const of = (each: (channel: number, i: number) => number) =>
      Float64Array.from({ length: channels * leads.length }, (_, at) =>
        each(Math.floor(at / leads.length), at % leads.length),
      )
    const due = of((channel, i) => {
      const origin = store.originOf(row, i)
      return origin < 0 ? Number.NaN : rounded(store.forecast(origin, channel, i))
    })
    const labels = of((channel, i) => store.label(row, channel, i))
    scores.score(labels, due, isCounted(scores.from, row + 1, store.time(row)))
  }

  private add(scores: RunningScores, row: number): void {
    const { store } = this
    const { channels, leads, levels } = store.layout!
    const actual = Float64Array.from({ length: channels }, (_, channel) => store.actual(row, channel))
    scores.observe(actual)
    for (let i = 0; i < leads.length; i++) {
      const origin = store.originOf(row, i)
      // The store numbers rows from 0.
      if (origin < 0 || !isCounted(scores.from, origin + 1, store.time(origin))) continue
      for (let channel = 0; channel < channels; channel++) {
        scores.add(channel, i, actual[channel]!, store.forecast(origin, channel, i))
        for (let level = 0; level < levels.length; level++) {
          const lower = store.lower(origin, channel, i, level)
          scores.addInterval(channel, i, level, actual[channel]!, lower, store.upper(origin, channel, i, level))
        }
      }
    }
  }
}

/** A probability without the rounding of the wire, which would put one on the edge of a bin into the next. */
const rounded = (p: number) => Math.round(1e6 * p) / 1e6
