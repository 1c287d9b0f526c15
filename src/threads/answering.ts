import type { OperatorFunction } from 'rxjs'
import { buildSteps } from '../operators/build-steps.ts'
import { chain } from '../operators/chain.ts'
import { steps as words } from '../operators/steps.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { LocalPartition } from '../shards/local-partition.ts'
import { writeError } from './errors.ts'
import type { Answer, Call, Calls, PortableSteps, Request, ThreadData } from './messages.ts'
import { readObservation } from './observations.ts'
import { buffersOf, PackReader, PackWriter } from './pack.ts'
import { type Recorded, Recording } from './recording.ts'
import { writeReports } from './reports.ts'

type Answers = { readonly [C in Call]: (request: Parameters<Calls[C]>[0]) => Promise<[unknown, ArrayBuffer[]]> }

/**
 * Keeps the series of a thread.
 *
 * @returns answers requests, one after the other; with each answer the buffers to transfer
 */
export function answering(data: ThreadData): (request: Request) => Promise<[Answer, ArrayBuffer[]]> {
  const recording = new Recording(data.timed)
  const partition = new LocalPartition<Forecast>(chainOf(data, recording.ledger).open, recording, data.series)
  const reader = new PackReader()
  const reports = new PackWriter()
  const errors = new PackWriter()

  const recorded = async (work: () => Promise<void>): Promise<[Recorded, ArrayBuffer[]]> => {
    recording.at(0, false)
    const failure = await work().then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    const { entries, scores } = recording.take(failure)
    return [{ entries, scores }, buffersOf([entries, scores])]
  }
  const answers: Answers = {
    take: ({ rows, count, states }) =>
      recorded(async () => {
        reader.open(rows)
        for await (const _ of partition.take(received(count), states));
      }),
    flush: ({ series, watched, states }) =>
      recorded(async () => {
        await partition.flush([], states)
        for (const [i, key] of series.entries()) {
          recording.at(i, watched[i]!)
          await partition.flush([key])
        }
      }),
    async save({ ids }) {
      const states: Uint8Array<ArrayBuffer>[] = []
      for await (const bytes of partition.save(ids)) states.push(bytes.slice())
      return [states, states.map(({ buffer }) => buffer)]
    },
    async drop({ series }) {
      await partition.drop(series)
      return [undefined, []]
    },
    async report({ series }) {
      writeReports(reports, await partition.report(series))
      const pack = reports.take()
      return [pack, buffersOf([pack])]
    },
    async busy({ series }) {
      return [await partition.busy(series), []]
    },
  }
  function* received(count: number): Generator<Observation> {
    for (let i = 0; i < count; i++) {
      const watched = reader.number() === 1
      const observation = readObservation(reader)
      recording.at(i, watched, observation)
      yield observation
    }
  }
  return async ({ call, request }) => {
    try {
      const [answer, transferred] = await (answers[call] as (request: unknown) => Promise<[unknown, ArrayBuffer[]]>)(
        request,
      )
      return [{ answer }, transferred]
    } catch (error) {
      writeError(errors, error)
      const pack = errors.take()
      return [{ error: pack }, buffersOf([pack])]
    }
  }
}

/** Builds the operators from their words. */
function chainOf({ steps, context }: PortableSteps, ledger: Ledger) {
  const known = steps.map(({ name, argument }) => ({ word: words.find((word) => word.name === name)!, argument }))
  return chain(...(buildSteps(known, context, ledger) as unknown as [OperatorFunction<Observation, Forecast>]))
}
