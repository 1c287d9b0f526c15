import { existsSync } from 'node:fs'
import { otherOutboxes } from '../delivery/other-outboxes.ts'
import { ConfigError, DataError } from '../errors.ts'
import type { KeyedMark } from '../recording/wire.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { Ledger } from '../series/ledger.ts'
import { rejectsPath } from '../series/reject.ts'
import type { ScoredData } from '../series/scored.ts'
import { clashes, type FileUse } from '../sinks/file-uses.ts'
import { RejectsFile } from '../sinks/rejects.ts'
import type { Sink, SinkPlace, SinkRecipe, SinkSummary } from '../sinks/sink.ts'
import type { Fields } from '../state/fields.ts'
import type { KeyedPiece, Piece } from '../state/piece.ts'
import type { Restore } from './kept-run.ts'
import type { SinkDelivery } from './onlooker.ts'

/** The outputs of a run: its sinks and, next to the first file among them, the file of rejected rows. */
export class Outputs {
  private readonly sinks: Sink[] = []
  private rejects: RejectsFile | undefined
  private unlisten = () => {}
  /** Whether a number was forecast. */
  private forecasts = false
  /** Numbers of forecasts: made, and passed to the sinks that are not `atOnce`. */
  private made = 0
  private passed = 0
  /** Events that belong to no forecast, each with the number of forecasts that were made before it. */
  private readonly held: { readonly after: number; readonly event: SeriesEvent }[] = []
  private writing: Promise<void> = Promise.resolve()

  /**
   * @param restore restores what was saved of `pieces`; by default nothing
   * @throws DataError or ConfigError if one cannot be opened, or is the same file as another or the input; `abort` then closes the open ones
   */
  async open(
    recipes: readonly SinkRecipe[],
    place: SinkPlace,
    ledger: Ledger,
    restore: Restore = async () => false,
  ): Promise<void> {
    for (const recipe of recipes) this.sinks.push(await recipe(place))
    const firstFile = this.sinks.find(({ path }) => path !== undefined)?.path
    if (firstFile !== undefined) this.rejects = new RejectsFile(rejectsPath(firstFile), place)
    this.demandOwnFiles(place)
    this.demandOwnServices()
    await this.restore(restore, place)
    for (const sink of this.sinks) await sink.open?.()
    if (place.state !== undefined) {
      const ids = this.deliveries.map(({ sink }) => sink)
      for (const notice of await otherOutboxes(place.state, ids, place.fresh ?? false)) place.warn?.(notice)
    }
    await this.rejects?.open()
    this.unlisten = ledger.listen((reject) => this.rejects?.add(reject))
  }

  /** @throws ConfigError if two outputs are the same file, or one is the input */
  private demandOwnFiles({ input, resolve }: SinkPlace): void {
    const use = (what: string, kind: FileUse['kind'], name: string | undefined): FileUse[] =>
      name === undefined || name === '-' ? [] : [{ what, kind, name, path: resolve(name) }]
    const problems = clashes([
      ...use('the input', 'read', input),
      ...this.sinks.flatMap(({ id = 'a sink', path }) => use(id.split(' ')[0]!, 'written', path)),
      ...use('the rejects', 'written', this.rejects?.path),
    ])
    if (problems.length > 0) throw new ConfigError(problems.map(({ message }) => ({ where: 'sinks:', message })))
  }

  /** @throws ConfigError if two sinks deliver the same to the same service: they would share what waits on the disk */
  private demandOwnServices(): void {
    const ids = this.deliveries.map(({ sink }) => sink)
    const twice = ids.find((id, i) => ids.indexOf(id) < i)
    if (twice === undefined) return
    const message = `expected sinks that differ, got ${twice} twice; leave one out`
    throw new ConfigError([{ where: 'sinks:', message }])
  }

  private async restore(restore: Restore, place: SinkPlace): Promise<void> {
    const goesOn = await restore(ownKey, this.own)
    if (this.rejects) await restore(keyOf(this.rejects), this.rejects)
    for (const [key, sink] of this.keyed()) {
      if (await restore(key, sink)) for (const [name, piece] of piecesOf(key, sink)) await restore(name, piece)
      else if (goesOn && !place.live && sink.path !== undefined && existsSync(place.resolve(sink.path))) {
        const expected = 'expected a file that the checkpoint knows, or a new one'
        throw new DataError(`${sink.path}: ${expected}, got one with other forecasts; move it away, or use --fresh`)
      }
    }
  }

  /** Everything to be saved, by key. */
  pieces(): readonly KeyedPiece[] {
    return [
      [ownKey, this.own],
      ...(this.rejects ? [[keyOf(this.rejects), this.rejects] as const] : []),
      ...this.keyed().flatMap(([key, sink]) => [[key, sink] as const, ...piecesOf(key, sink)]),
    ]
  }

  /** The sinks that can be saved, with a key that stays the same if others are added or removed. */
  private keyed(): readonly (readonly [key: string, sink: Sink & Piece])[] {
    const keys = new Set<string>()
    return this.sinks.filter(canBeSaved).map((sink) => {
      let key = `sink/${sink.id}`
      for (let i = 2; keys.has(key); i++) key = `sink/${sink.id} ${i}`
      keys.add(key)
      return [key, sink]
    })
  }

  private readonly own: Piece = {
    state: (fields: Fields) => {
      this.forecasts = fields.boolean('forecasts', this.forecasts)
    },
  }

  /** Makes everything written so far durable. To be called before `pieces` are saved. */
  async sync(): Promise<void> {
    await this.rejects?.sync()
    await this.write([])
    for (const sink of this.sinks) await sink.sync?.()
  }

  /** Tells the sinks that a checkpoint is on the disk. */
  async saved(): Promise<void> {
    for (const sink of this.sinks) await sink.saved?.()
  }

  /** Writes a new forecast to the sinks that are `atOnce`. */
  writeAtOnce(scored: ScoredData): void {
    this.notice([scored])
    this.made++
    for (const sink of this.sinks) if (sink.atOnce) sink.write([scored])
  }

  /** Writes a batch of forecasts to the other sinks. */
  write(batch: readonly ScoredData[]): Promise<void> {
    this.notice(batch)
    this.writing = this.writing.then(() => this.pass(batch))
    return this.writing
  }

  /** Passes a batch on, with the events between its forecasts: their place must not depend on where batches end. */
  private async pass(batch: readonly ScoredData[]): Promise<void> {
    const sinks = this.sinks.filter(({ atOnce }) => !atOnce)
    const start = this.passed
    const end = start + batch.length
    const until = async (after: number) => {
      const part = batch.slice(this.passed - start, after - start)
      this.passed = after
      if (part.length > 0) for (const sink of sinks) await sink.write(part)
    }
    while (this.held.length > 0 && this.held[0]!.after <= end) {
      const { after, event } = this.held.shift()!
      await until(after)
      for (const sink of sinks) await sink.happened?.(event)
    }
    await until(end)
  }

  private notice(batch: readonly ScoredData[]): void {
    this.forecasts ||= batch.some(({ values }) => values.some(Number.isFinite))
  }

  note(mark: KeyedMark): void {
    for (const sink of this.sinks) sink.note?.(mark)
  }

  /** Tells of an event that belongs to no forecast. */
  happened(event: SeriesEvent): void {
    for (const sink of this.sinks) if (sink.atOnce) sink.happened?.(event)
    this.held.push({ after: this.made, event })
    // With no forecast on its way, none may come for long. What fails is thrown by the next `write`.
    if (this.made === this.passed) this.write([]).catch(() => {})
  }

  /** Whether a sink reads the inside state of a series. */
  wantsInside(key: readonly string[]): boolean {
    return this.sinks.some((sink) => sink.atOnce && (sink.wantsInside?.(key) ?? true))
  }

  /** Writes the rejects so far, so that they do not fill the memory. */
  async flushRejects(): Promise<void> {
    await this.rejects?.flush()
  }

  /**
   * Completes the outputs when the run has ended. If nothing was forecast, only the rejects are written: the forecasts
   * of an earlier run are more useful than an empty file.
   *
   * @returns the paths written, as the user wrote them
   */
  async close(summary: SinkSummary): Promise<string[]> {
    const { forecasts } = this
    await this.write([])
    for (const sink of this.sinks) await (forecasts ? sink.close(summary) : sink.abort())
    const written = forecasts ? this.sinks.flatMap(({ path }) => path ?? []) : []
    if (!forecasts && this.rejects?.empty) await this.rejects.abort()
    else if (await this.rejects?.close()) written.push(this.rejects!.path)
    this.unlisten()
    return written
  }

  /** Where the forecasts go: files, and ids of sinks that deliver to services. */
  get targets(): readonly string[] {
    return this.sinks.flatMap(({ delivery, id, path }) =>
      delivery ? id! : path === '-' ? 'standard output' : (path ?? []),
    )
  }

  /** How the deliveries to services go, each with the id of its sink. */
  get deliveries(): readonly SinkDelivery[] {
    return this.sinks.flatMap(({ delivery, id }) => (delivery ? [{ sink: id!, ...delivery }] : []))
  }

  /** What is to be said about the outputs, a sentence each. */
  get remarks(): string[] {
    return this.forecasts ? this.sinks.flatMap(({ remark }) => remark ?? []) : []
  }

  /** After `close`: that messages wait for the next run, which this one was to deliver. */
  get undelivered(): DataError | undefined {
    return this.sinks.find(({ undelivered }) => undelivered)?.undelivered
  }

  /** Removes the outputs of a run that failed. */
  async abort(): Promise<void> {
    this.unlisten()
    await Promise.allSettled([...this.sinks, ...(this.rejects ? [this.rejects] : [])].map((each) => each.abort()))
  }
}

const ownKey = 'outputs'
/** Another first sink has other rejects. */
const keyOf = ({ path }: RejectsFile) => `rejects ${path}`

const piecesOf = (key: string, sink: Sink): readonly KeyedPiece[] =>
  (sink.pieces?.() ?? []).map(([name, piece]) => [`${key}/${name}`, piece])

const canBeSaved = (sink: Sink): sink is Sink & Piece => sink.state !== undefined
