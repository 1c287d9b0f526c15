import { keyText } from '../series/key-text.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { shardOf } from '../series/shard-of.ts'
import type { Reading, Source } from '../sources/source.ts'

/**
 * Divides the series of an input into groups, in the order of their first rows, so that only those of one group are in
 * memory. The input is read once for each group.
 */
export class SeriesGroups {
  private readonly source: Source
  private readonly most: number
  private readonly shards: number
  /** The shard of the present group; undefined before its first series. */
  private shard: number | undefined
  private readonly done = new Set<string>()
  private readonly group = new Set<string>()
  private readonly later = new Set<string>()

  /** @param options the most series in a group, and the number of shards, of which each group has one */
  constructor(source: Source, { most, shards = 1 }: { readonly most: number; readonly shards?: number | undefined }) {
    this.source = source
    this.most = most
    this.shards = shards
  }

  /** Whether series were met that are in no group yet; before the first group, true. */
  get left(): boolean {
    return this.done.size + this.group.size === 0 || this.later.size > 0
  }

  /** Share of the series met so far whose groups are complete. */
  get fractionDone(): number {
    return this.done.size / (this.done.size + this.group.size + this.later.size || 1)
  }

  /** Share of the series met so far that are in the present group. */
  get fractionOfGroup(): number {
    return this.group.size / (this.done.size + this.group.size + this.later.size || 1)
  }

  /** The input with the rows of the next group only. */
  next(): Source {
    for (const text of this.group) this.done.add(text)
    this.group.clear()
    this.later.clear()
    this.shard = undefined
    const { source } = this
    return {
      name: source.name,
      targets: source.targets,
      covariates: source.covariates,
      by: source.by ?? [],
      peek: (rows) => source.peek(rows),
      open: (ledger, signal, maxBatch) => this.reading(ledger, signal, maxBatch),
    }
  }

  private reading(ledger: Ledger, signal: AbortSignal, maxBatch: number | undefined): Reading {
    const reading = this.source.open(ledger, signal, maxBatch)
    const isInGroup = this.isInGroup.bind(this)
    return {
      batches: (async function* () {
        for await (const batch of reading.batches) yield batch.filter(isInGroup)
      })(),
      get fraction() {
        return reading.fraction
      },
      get ahead() {
        return reading.ahead
      },
      get warnings() {
        return reading.warnings
      },
      get failure() {
        return reading.failure
      },
      get settled() {
        return reading.settled
      },
    }
  }

  private isInGroup({ key }: Observation): boolean {
    const text = keyText(key)
    if (this.group.has(text)) return true
    if (this.done.has(text)) return false
    const shard = shardOf(text, this.shards)
    this.shard ??= shard
    if (shard === this.shard && this.group.size < this.most) this.group.add(text)
    else this.later.add(text)
    return this.group.has(text)
  }
}
