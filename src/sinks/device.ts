import { once } from 'node:events'
import { constants, open as openDescriptor } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { DataError } from '../errors.ts'
import { onFile } from './file-error.ts'
import type { TextOut } from './out.ts'
import { writeAll } from './position.ts'

const descriptorOf = promisify(openDescriptor)

/** Nobody reads the pipe yet. */
const waits = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENXIO') throw error
}

/** Milliseconds between two looks whether a named pipe has a reader. */
const lookMs = 50

/** Something that is written to but cannot be replaced, such as /dev/null or a terminal. Nothing of it is kept. */
export class Device implements TextOut {
  readonly path = undefined
  private readonly place: string
  private readonly name: string
  private file: FileHandle | undefined

  /** @param name the path as the user wrote it, for errors */
  constructor(path: string, name: string) {
    this.place = path
    this.name = name
  }

  async open(): Promise<void> {
    await onFile(this.name, async () => {
      this.file = await open(this.place, constants.O_WRONLY | constants.O_APPEND)
    })
  }

  begin(header: string): Promise<void> {
    return this.write(header)
  }

  async write(text: string): Promise<void> {
    await onFile(this.name, () => writeAll(this.file!, Buffer.from(text)))
  }

  async close(): Promise<void> {
    await this.file?.close()
    this.file = undefined
  }

  abort(): Promise<void> {
    return this.close()
  }
}

/** A named pipe. The first text waits for a reader, as with any program; without text, nobody has to read. */
export class Pipe implements TextOut {
  readonly path = undefined
  private readonly place: string
  private readonly name: string
  private socket: Socket | undefined
  private aborted = false

  /** @param name the path as the user wrote it, for errors */
  constructor(path: string, name: string) {
    this.place = path
    this.name = name
  }

  async open(): Promise<void> {}

  begin(header: string): Promise<void> {
    return this.write(header)
  }

  async write(text: string): Promise<void> {
    await onFile(this.name, async () => {
      this.socket ??= await this.connected()
      const { socket } = this
      if (socket.destroyed || this.aborted) throw this.left()
      if (socket.write(text)) return
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
      if (socket.destroyed) throw this.left()
    })
  }

  /** Opening a pipe as a file would block a thread until there is a reader, and nothing could end that. */
  private async connected(): Promise<Socket> {
    while (!this.aborted) {
      const fd = await descriptorOf(this.place, constants.O_WRONLY | constants.O_NONBLOCK).catch(waits)
      if (fd === undefined) await delay(lookMs)
      // A write that fails destroys the socket, which is checked after it.
      else return new Socket({ fd, readable: false, writable: true }).on('error', () => {})
    }
    throw this.left()
  }

  private left(): DataError {
    return new DataError(`${this.name}: expected a reader of the pipe, got none any more; start it again, then the run`)
  }

  async close(): Promise<void> {
    const { socket } = this
    if (!socket) return
    if (!socket.destroyed) {
      socket.end()
      await once(socket, 'close').catch(() => {})
    }
    if (socket.errored) throw this.left()
  }

  async abort(): Promise<void> {
    this.aborted = true
    this.socket?.destroy()
  }
}
