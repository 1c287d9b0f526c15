import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ledger } from '../../src/series/ledger.ts'
import { describeReject } from '../../src/series/reject.ts'
import { csvSource } from '../../src/sources/csv.ts'
import type { SourceWord } from '../../src/sources/source.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { until } from '../until.ts'

export const newFolder = () => mkdtempSync(join(tmpdir(), 'rxcast-follow-'))

/** A reading of a file that is followed, in a run that is saved after each batch. */
export class Following {
  readonly values: number[] = []
  readonly rejects: string[] = []
  readonly told: string[] = []
  readonly ledger = new Ledger((reject) => this.rejects.push(describeReject(reject).replaceAll(this.path, 'FILE')))
  /** As a checkpoint would have it, after each batch, with the number of values until then. */
  readonly saved: { readonly position: Uint8Array; readonly values: number }[] = []
  failure: string | undefined
  private readonly stopping = new AbortController()
  private readonly path: string
  private readonly ended: Promise<void>

  constructor(
    path: string,
    {
      from = new Uint8Array(0),
      word = csvSource as SourceWord,
      maxBatch = 3,
      strict = false,
      ...options
    }: { from?: Uint8Array; word?: SourceWord; maxBatch?: number; strict?: boolean; [option: string]: unknown } = {},
  ) {
    this.path = path
    this.saved.push({ position: from, values: 0 })
    const argument = word.argument.parse({ path, time: 't', target: 'y', follow: true, ...options })
    const tell = (notice: string) => this.told.push(notice.replaceAll(path, 'FILE'))
    const source = word.build(argument, { resolve: (name) => name, strict, tell })
    const reading = source.open(this.ledger, this.stopping.signal, maxBatch, from)
    this.ended = (async () => {
      for await (const batch of reading.batches) {
        this.values.push(...batch.map(({ values }) => values[0]!))
        this.saved.push({ position: snapshot(reading.position!), values: this.values.length })
      }
      this.failure = reading.failure?.message.replaceAll(path, 'FILE')
    })()
  }

  /** The last position. */
  get position(): Uint8Array {
    return this.saved.at(-1)!.position
  }

  /** Waits for so many rows, of any kind. */
  async rows(count: number): Promise<this> {
    await until(
      () => this.ledger.rows >= count,
      () => `${count} rows, got ${this.ledger.rows}: ${this.values}; ${this.rejects}; ${this.told}; ${this.failure}`,
    )
    return this
  }

  async stop(): Promise<this> {
    this.stopping.abort()
    await this.ended
    return this
  }
}

/** Lines of CSV, from one number to another. */
export const lines = (from: number, to: number) =>
  Array.from(
    { length: to - from + 1 },
    (_, i) => `${new Date(Date.UTC(2024, 0, 1, from + i)).toISOString()},${from + i}\n`,
  ).join('')
export const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
