import type { Ledger } from '../series/ledger.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Mark } from '../server/wire.ts'
import { RejectsFile } from '../sinks/rejects.ts'
import type { Sink, SinkPlace, SinkSummary } from '../sinks/sink.ts'
import type { SinkRecipe } from './plan.ts'

/** All that a run writes: its sinks and, beside the first of them that writes a file, the rows that were not used. */
export class Outputs {
  private readonly sinks: Sink[] = []
  private rejects: RejectsFile | undefined
  private unlisten = () => {}

  /** @throws DataError or ConfigError where one cannot be opened; `abort` gives up those that were */
  async open(recipes: readonly SinkRecipe[], place: SinkPlace, ledger: Ledger): Promise<void> {
    for (const recipe of recipes) this.sinks.push(await recipe(place))
    const beside = this.sinks.find(({ path }) => path !== undefined)?.path
    if (beside !== undefined) {
      const path = `${beside}.rejects.ndjson`
      this.rejects = new RejectsFile(place.resolve(path), path)
    }
    this.unlisten = ledger.listen((reject) => this.rejects?.add(reject))
  }

  /** Whether any sink is handed each forecast the moment it is made. */
  get anyAtOnce(): boolean {
    return this.sinks.some(({ atOnce }) => atOnce)
  }

  /** Whether any sink is told of marks. */
  get anyNoted(): boolean {
    return this.sinks.some(({ note }) => note)
  }

  /** A forecast that was made this moment, for the sinks that ask for that. */
  writeAtOnce(scored: ScoredData): void {
    for (const sink of this.sinks) if (sink.atOnce) sink.write([scored])
  }

  /** A batch of forecasts, for the others. */
  async write(batch: readonly ScoredData[]): Promise<void> {
    for (const sink of this.sinks) if (!sink.atOnce) await sink.write(batch)
  }

  note(mark: Mark): void {
    for (const sink of this.sinks) sink.note?.(mark)
  }

  /** Writes the rejects so far: a file of little else must not fill the memory. */
  async flushRejects(): Promise<void> {
    await this.rejects?.flush()
  }

  /**
   * The run is over. Where it forecast nothing, only what it rejected is written: what an earlier run left is worth more than an empty file.
   *
   * @returns what was written, as the user wrote it
   */
  async close(summary: SinkSummary): Promise<string[]> {
    const forecast = summary.scores !== undefined
    for (const sink of this.sinks) await (forecast ? sink.close(summary) : sink.abort())
    const written = forecast ? this.sinks.flatMap(({ path }) => path ?? []) : []
    if (!forecast && this.rejects?.empty) await this.rejects.abort()
    else if (await this.rejects?.close()) written.push(this.rejects!.path)
    this.unlisten()
    return written
  }

  /** The run failed: nothing of it stays. */
  async abort(): Promise<void> {
    this.unlisten()
    await Promise.allSettled([...this.sinks, ...(this.rejects ? [this.rejects] : [])].map((each) => each.abort()))
  }
}
