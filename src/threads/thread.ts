import { Worker } from 'node:worker_threads'
import { mostMemory, sizeText } from '../defaults/memory-needed.ts'
import { DataError } from '../errors.ts'
import { readError } from './errors.ts'
import type { Answer, Call, Calls, ThreadData } from './messages.ts'
import { PackReader, PackWriter } from './pack.ts'
import { Replay } from './replay.ts'

/** A thread that keeps series, begun when it is first asked for something; and what is written to it and read from it. */
export class Thread {
  readonly rows = new PackWriter()
  readonly replay = new Replay()
  readonly reports = new PackReader()
  private readonly errors = new PackReader()
  private readonly data: ThreadData
  private worker: Worker | undefined
  /** The requests that are not answered yet. */
  private readonly waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = []
  /** Why it does not work any more. */
  private failure: Error | undefined

  constructor(data: ThreadData) {
    this.data = data
  }

  /** @returns the answer; rejected with what was thrown in the thread, or why it ended */
  ask<C extends Call>(
    call: C,
    request: Parameters<Calls[C]>[0],
    transferred: ArrayBuffer[] = [],
  ): Promise<ReturnType<Calls[C]>> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.failure) return reject(this.failure)
      this.waiting.push({ resolve, reject })
      this.worker ??= this.begin()
      this.worker.postMessage({ call, request }, transferred)
    })
    // Who asks looks at the answer later, or never if another thread fails first.
    answer.catch(() => undefined)
    return answer as Promise<ReturnType<Calls[C]>>
  }

  /** Ends it at once. */
  async close(): Promise<void> {
    this.fail(new Error('threads: expected an open thread, got one that was closed'))
    await this.worker?.terminate()
  }

  private begin(): Worker {
    const { data } = this
    const most = programBytes + (data.series.maxMemory ?? mostMemory)
    const maxOldGenerationSizeMb = Math.ceil(most / 2 ** 20)
    const worker = new Worker(program(), { workerData: data, resourceLimits: { maxOldGenerationSizeMb } })
    worker.on('message', (message: Answer) => {
      const { resolve, reject } = this.waiting.shift()!
      if ('answer' in message) return resolve(message.answer)
      this.errors.open(message.error)
      reject(readError(this.errors))
    })
    const fail = (error: Error) => this.fail(error)
    worker.on('messageerror', fail)
    worker.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new DataError(tooLittle(most)) : error),
    )
    worker.on('exit', (code) =>
      fail(new Error(`threads: expected a thread that goes on, got its end with code ${code}`)),
    )
    return worker
  }

  private fail(error: Error): void {
    this.failure ??= error
    for (const { reject } of this.waiting.splice(0)) reject(this.failure)
  }
}

/** Memory of a thread without its series: Node, the program, and the rows of a batch. */
const programBytes = 256 * 2 ** 20

const tooLittle = (most: number) =>
  `threads: expected a thread that needs at most ${sizeText(most)} of memory, got one that needs more; raise --max-memory, which the threads divide, run with fewer threads, or let idle series wait on disk with maxActive and checkpoint`

/** The program of a thread, compiled: Node cannot run TypeScript in a thread. */
const program = () =>
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/threads/in-thread.js' : '../threads/in-thread.js',
    import.meta.url,
  )
