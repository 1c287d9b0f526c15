import { once } from 'node:events'
import { AppendedFile } from './appended-file.ts'
import { Device, Pipe } from './device.ts'
import type { TextOut } from './out.ts'
import type { Rotation } from './rotation.ts'
import type { SinkPlace } from './sink.ts'
import { targetOf } from './target.ts'
import { WholeFile } from './whole-file.ts'

/** The output with this path, as the user wrote it; `-` is standard output. Nothing is opened yet. */
export function textOut(name: string, place: SinkPlace, rotation?: Rotation): TextOut {
  const { kind, path } = targetOf(place.resolve(name))
  if (kind === 'standard output') return standard(process.stdout)
  if (kind === 'standard error') return standard(process.stderr)
  if (kind === 'pipe') return new Pipe(path, name)
  if (kind === 'device') return new Device(path, name)
  return place.live ? new AppendedFile(path, name, { ...place, rotation }) : new WholeFile(path, name, place)
}

function standard(stream: NodeJS.WriteStream): TextOut {
  const write = async (text: string) => {
    if (stream.write(text)) return
    try {
      await once(stream, 'drain')
    } catch (error) {
      // The reader has closed the pipe, as `head` does. The command line listens for it too and ends the run.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    }
  }
  return { path: undefined, async open() {}, begin: write, write, async close() {}, async abort() {} }
}
