import { DataError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import type { Saveable } from '../state/fields.ts'
import type { SecondFile } from './second-file.ts'
import type { Reading } from './source.ts'

/** Puts the columns of a second file to the observations of a reading. */
export class JoinedReading implements Reading {
  private readonly inner: Reading
  private readonly second: SecondFile
  private other: DataError | undefined

  constructor(inner: Reading, second: SecondFile) {
    this.inner = inner
    this.second = second
  }

  get fraction(): number | undefined {
    return this.inner.fraction
  }

  get ahead(): Reading['ahead'] {
    return this.inner.ahead
  }

  get warnings(): readonly string[] {
    return [...this.second.warnings, ...this.inner.warnings]
  }

  get failure(): DataError | undefined {
    return this.other ?? this.inner.failure
  }

  get position(): Saveable | undefined {
    return this.inner.position
  }

  get settled(): boolean | undefined {
    return this.inner.settled
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
    const { inner, second } = this
    try {
      await second.read()
      for await (const batch of inner.batches) {
        if (batch.length > 0) await second.read()
        yield batch.map((observation) => second.joined(observation))
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.other = error
    }
  }
}
