import type { TextOut } from './out.ts'
import type { Sink } from './sink.ts'

/** What all sinks on an output have in common. */
export const sinkOn = (
  out: Pick<TextOut, 'path' | 'open' | 'sync' | 'close' | 'abort'>,
  id: string,
): Pick<Sink, 'path' | 'id' | 'open' | 'sync' | 'close' | 'abort'> => ({
  path: out.path,
  id,
  open: () => out.open(),
  sync: async () => await out.sync?.(),
  close: () => out.close(),
  abort: () => out.abort(),
})
