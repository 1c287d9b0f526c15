import { isCounted } from '../../src/scores/from.ts'
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
  private scores: RunningScores | null = null

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
    for (; this.next <= head; this.next++) this.add(this.scores, this.next)
    return scoreTable(this.scores)
  }

  private restart(whole: ScoreTable): RunningScores {
    const { channels, leads, levels } = this.store.layout!
    const from = whole.from ?? undefined
    const season = whole.season ?? undefined
    const baselines = whole.baselines.map(({ name, season }) => ({ name, season: season ?? undefined }))
    const scores = new RunningScores({ channels, leads, levels, from, season, baselines })
    if (whole.units) scores.units = Float64Array.from({ length: channels }, (_, channel) => unitOf(whole, channel))
    return scores
  }

  private add(scores: RunningScores, row: number): void {
    const { store } = this
    const { channels, leads, levels } = store.layout!
    const actual = Float64Array.from({ length: channels }, (_, channel) => store.actual(row, channel))
    if (store.restarts(row)) scores.restart()
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
