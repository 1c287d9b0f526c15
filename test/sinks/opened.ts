import type { Sink } from '../../src/sinks/sink.ts'

/** A sink once it is open. */
export async function opened(made: Sink | Promise<Sink>): Promise<Sink> {
  const sink = await made
  await sink.open?.()
  return sink
}
