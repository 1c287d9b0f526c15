import type { SeriesEvent } from '../series/event.ts'
import type { EventText } from './event-rows.ts'
import type { TextOut } from './out.ts'
import type { Sink } from './sink.ts'
import { sinkOn } from './sink-on.ts'

/** A sink that writes events alone, in the order in which they happen, at once: rows may no longer come. */
export function eventFile(out: TextOut, id: string, text: EventText): Sink {
  let waiting: SeriesEvent[] = []
  let begun = false
  let written: Promise<void> = Promise.resolve()
  const write = async () => {
    const events = waiting
    waiting = []
    if (!begun) await out.begin(text.header)
    begun = true
    for (const event of events) await out.write(text.line(event), event.time)
  }
  const flush = () => {
    written = written.then(write)
    return written
  }
  const add = (events: readonly SeriesEvent[]) => {
    waiting.push(...events)
    // What fails is thrown by `sync` or `close`, which wait for it.
    if (events.length > 0) flush().catch(() => {})
  }
  return {
    ...sinkOn(out, id),
    atOnce: true,
    state: (fields) => out.state?.(fields),
    happened: (event) => add([event]),
    write(batch) {
      for (const { events = [] } of batch) add(events)
    },
    async sync() {
      await flush()
      await out.sync?.()
    },
    async close() {
      await flush()
      await out.close()
    },
  }
}
