import type { DataError } from '../errors.ts'
import { Resampler } from '../resample/resampler.ts'
import type { ResamplerOptions } from '../resample/resampling.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import type { Reading } from './source.ts'

/** What came at a time: a reading, or a tick of the clock without one. */
export interface Came {
  /** When it came, in milliseconds since 1970; undefined if that is not known. */
  readonly at?: number | undefined
  readonly observation?: Observation | undefined
}

/** A reading that may know when its rows came. */
export type TimedReading = Reading & { readonly arrivals?: AsyncIterable<readonly Came[]> }

/** Options of `ResampledReading`. */
export interface ResampledOptions {
  readonly resampling: ResamplerOptions
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
  /** See `Source.open`. */
  readonly from?: Uint8Array | undefined
}

/**
 * Puts the rows of a reading together as they come. The last windows are passed on at the end of the input, but not if
 * reading was stopped: the state holds them. Browser-safe.
 */
export class ResampledReading implements Reading {
  settled = false
  readonly resampler: Resampler
  private readonly inner: TimedReading
  private readonly signal: AbortSignal
  private readonly maxBatch: number
  private readonly place: ResampledPosition

  /** @param open opens the reading, from a saved position of it, for a resampler */
  constructor(
    { resampling, maxBatch, from }: ResampledOptions,
    ledger: Ledger,
    signal: AbortSignal,
    open: (from: Uint8Array | undefined, resampler: Resampler) => TimedReading,
  ) {
    this.resampler = new Resampler(resampling, ledger)
    this.signal = signal
    this.maxBatch = maxBatch ?? Number.POSITIVE_INFINITY
    this.place = new ResampledPosition(this.resampler)
    if (from && from.length > 0) restore(this.place, from)
    this.inner = open(from && this.place.from, this.resampler)
  }

  get position(): Saveable | undefined {
    const { inner, place } = this
    if (!inner.position) return undefined
    place.inner = inner.position
    return place
  }

  get fraction(): number | undefined {
    return this.inner.fraction
  }

  get ahead(): Reading['ahead'] {
    return this.inner.ahead
  }

  get warnings(): readonly string[] {
    return [...this.resampler.warnings, ...this.inner.warnings]
  }

  get failure(): DataError | undefined {
    return this.inner.failure
  }

  get changed(): boolean | undefined {
    return this.inner.changed
  }

  async saved(): Promise<void> {
    await this.inner.saved?.()
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.read()
  }

  private async *read(): AsyncGenerator<Observation[]> {
    const { inner, resampler, signal } = this
    // Windows that were complete, and waited for their batch.
    yield* this.taken()
    for await (const came of inner.arrivals ?? timeless(inner.batches)) {
      for (const { at, observation } of came) {
        if (observation) resampler.add(observation, at)
        else if (at !== undefined) resampler.tick(at)
      }
      this.settled ||= inner.settled ?? false
      yield* this.taken()
    }
    if (signal.aborted) return
    // More input could change the last windows.
    if (!this.settled && this.position) {
      this.settled = true
      yield []
    }
    resampler.flush()
    yield* this.taken()
  }

  /** Batches of the windows that are complete; one also if there are none, so that the host writes the rejects. */
  private *taken(): Generator<Observation[]> {
    const { maxBatch, resampler } = this
    for (;;) {
      const batch = resampler.take(maxBatch)
      yield batch
      if (batch.length < maxBatch) return
    }
  }
}

async function* timeless(batches: AsyncIterable<Observation[]>): AsyncGenerator<readonly Came[]> {
  for await (const batch of batches) yield batch.map((observation) => ({ observation }))
}

/** Position of the rows, and the windows that are not complete. */
class ResampledPosition implements Saveable {
  inner: Saveable | undefined
  /** The position of the rows, as saved. */
  from: Uint8Array = new Uint8Array(0)
  private readonly resampler: Resampler

  constructor(resampler: Resampler) {
    this.resampler = resampler
  }

  state(fields: Fields): void {
    this.from = fields.array('rows', fields.saving && this.inner ? snapshot(this.inner) : this.from)
    fields.part('windows', this.resampler)
  }
}
