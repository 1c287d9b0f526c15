import type { OutputRecord } from '../engine/engine.ts'
import { ForecastRecords } from '../sinks/forecast-records.ts'
import type { Selection } from '../sinks/selection.ts'
import type { SinkRecipe } from '../sinks/sink.ts'

/** A sink that sends the records of forecasts and events to a topic, with the next commit of its task. */
export const taskSink =
  (which: Selection & { readonly topic: string }, send: (record: OutputRecord) => void): SinkRecipe =>
  (place) => {
    const records = new ForecastRecords(which, place)
    return {
      path: undefined,
      write(batch) {
        for (const scored of batch) for (const record of records.of(scored)) send({ topic: which.topic, ...record })
      },
      close: async () => {},
      abort: async () => {},
    }
  }
