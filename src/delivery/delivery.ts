import { ConfigError, DataError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import { causeOf } from '../live/cause-of.ts'
import { Outage } from '../live/outage.ts'
import type { DeliveryFacts } from '../sinks/sink.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { Changes } from './changes.ts'
import type { DeliveryOptions, DeliveryPlace } from './delivery-options.ts'
import { Later, type Message, type Recipient, Refused } from './message.ts'
import { Outbox } from './outbox.ts'
import { messageCount, messagesIn } from './outbox-lines.ts'
import { type Kept, Pending } from './pending.ts'
import { withTimeLimit } from './with-time-limit.ts'

/**
 * Delivers messages to a service, in their order, batch by batch, one at a time: whatever comes while a batch is under
 * way is in the next one. What cannot be delivered is tried again. Memory is bounded.
 *
 * With a checkpoint, a message is on the disk before it is sent, unless sending it again changes nothing there, and its
 * acknowledgement after. A run that goes on sends the batches without acknowledgement again, as they were, and none of
 * the messages with one.
 */
export class Delivery<T> implements Saveable {
  private readonly recipient: Recipient<T>
  private readonly options: DeliveryOptions
  private readonly place: DeliveryPlace
  private readonly outbox: Outbox<T> | undefined
  private readonly pending: Pending<T>
  private readonly backoff: Backoff
  private readonly outage: Outage
  private readonly ending = new AbortController()
  private readonly changes = new Changes()
  /** Ids that an earlier run has taken over. */
  private taken: Set<string> = new Set()
  private running = false
  private failure: Error | undefined
  /** Why the last try failed. */
  private why = ''
  private dropped = 0
  private delivered = 0
  /** After `close`: that messages wait for the next run, if this one was to deliver them. */
  undelivered: DataError | undefined

  /** @param id of the sink */
  constructor(recipient: Recipient<T>, id: string, options: DeliveryOptions, place: DeliveryPlace) {
    this.recipient = recipient
    this.options = options
    this.place = place
    this.outbox = place.state === undefined ? undefined : new Outbox(place.state, id)
    this.pending = new Pending(options.batchRows)
    this.backoff = new Backoff(options.retry)
    this.outage = new Outage(this.backoff, (notice) => this.say(notice))
    place.stop?.addEventListener('abort', () => this.changes.tell(), { once: true })
  }

  state(fields: Fields): void {
    this.dropped = fields.counter('dropped', this.dropped)
    fields.optional('outbox', this.outbox, (inner, outbox = new Outbox('', '')) => {
      outbox.state(inner)
      return outbox
    })
  }

  /** Goes on with what an earlier run has left. */
  async open(): Promise<void> {
    const { fresh = false } = this.place
    const left = await this.outbox?.open(fresh)
    if (fresh && left && left.batches.length > 0)
      this.say(`${messageCount(messagesIn(left.batches))} of an earlier run dropped, as --fresh says`)
    if (left && !fresh) {
      this.taken = new Set(left.ids)
      for (const batch of left.batches) this.pending.keep(batch, true)
    }
    this.start()
  }

  /**
   * Takes messages over. The promise is resolved when there is room for more.
   *
   * @throws DataError or ConfigError if the service has refused messages, or cannot be reached and `down` is `stop`
   */
  async add(messages: readonly Message<T>[]): Promise<void> {
    for (const message of messages) if (!this.taken.delete(message.id)) this.pending.add(message)
    this.start()
    if (this.options.down === 'drop') this.makeRoom()
    await this.until(() => this.options.down === 'drop' || this.pending.rows <= this.options.mostRows || this.stopped)
  }

  /** Resolves when everything was acknowledged, or is on the disk because the service cannot be reached. */
  async sync(): Promise<void> {
    const { options, outbox } = this
    await this.until(() => options.down === 'drop' || this.empty || (outbox && this.outage.lost) || this.stopped)
    await this.keepAll()
    await outbox?.prepare(this.pending.batches)
  }

  /** Called when a checkpoint is on the disk. */
  async saved(): Promise<void> {
    await this.outbox?.saved()
  }

  /**
   * Delivers what is left. If the service cannot be reached, the outbox keeps it for the next run.
   *
   * @throws DataError if it cannot be delivered and there is no outbox
   */
  async close(): Promise<void> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.changes.tell()
    }, this.options.closeMs)
    await this.until(() => this.empty || (late && this.outage.lost)).finally(() => clearTimeout(timer))
    await this.keepAll()
    await this.abort()
    const left = this.pending.size
    if (left === 0) return
    const drops = this.options.down === 'drop'
    const missed = `expected a connection for ${messageCount(left)}, got none (${this.why}); start the service`
    if (this.outbox) {
      this.say(`${messageCount(left)} wait in the outbox; the next run delivers them`)
      if (!drops && !this.stopped) this.undelivered = this.error(`${missed}, and run again`)
    } else if (drops) this.dropped += left
    else throw this.error(missed)
  }

  /** Ends without delivering what is left. */
  async abort(): Promise<void> {
    this.ending.abort()
    while (this.running) await this.changes.next()
    await this.recipient.close?.()
    await this.outbox?.close()
  }

  get facts(): DeliveryFacts {
    const { delivered, dropped, outage, pending } = this
    return { waiting: pending.size, delivered, dropped, connected: !outage.lost }
  }

  /** How many messages were not delivered, for people; undefined if all were. */
  get remark(): string | undefined {
    return this.dropped > 0
      ? `${this.recipient.name}: ${messageCount(this.dropped)} ${this.dropped === 1 ? 'was' : 'were'} dropped`
      : undefined
  }

  private get empty(): boolean {
    return this.pending.size === 0
  }

  private get stopped(): boolean {
    return this.place.stop?.aborted ?? false
  }

  private async until(holds: () => unknown): Promise<void> {
    for (;;) {
      if (this.failure) throw this.failure
      if (holds()) return
      await this.changes.next()
    }
  }

  private start(): void {
    if (this.running || this.failure || this.ending.signal.aborted || this.empty) return
    this.running = true
    this.run()
      .catch((error) => {
        this.failure ??= error
      })
      .finally(() => {
        this.running = false
        this.changes.tell()
      })
  }

  private async run(): Promise<void> {
    const { pending } = this
    for (let batch = pending.first(); batch; batch = pending.first()) {
      if (!this.recipient.idempotent) await this.toDisk(batch)
      if (!(await this.deliver(batch))) return
      this.delivered += batch.messages.length
      pending.settle()
      if (batch.onDisk) await this.outbox?.done(batch.key)
      this.changes.tell()
    }
  }

  /** Returns false if the run has ended before. */
  private async deliver(batch: Kept<T>): Promise<boolean> {
    const { ending, options, recipient } = this
    for (let tries = 1; !ending.signal.aborted; tries++) {
      try {
        await withTimeLimit(options.timeoutMs, ending.signal, (signal) => recipient.deliver(batch, signal))
        this.outage.works()
        return true
      } catch (error) {
        if (ending.signal.aborted) return false
        if (error instanceof ConfigError) throw this.place.located?.(error) ?? error
        if (error instanceof Refused) {
          if (options.down !== 'drop') throw this.error(error.message)
          this.drop(batch.messages.length, error.message)
          return true
        }
        this.why = causeOf(error)
        if (this.outage.lose(this.why, error instanceof Later)) this.changes.tell()
        if (options.down === 'stop' && tries >= options.tries)
          throw this.error(`expected a connection, got ${this.why}; start the service, or set down to wait`)
        await this.backoff.wait(ending.signal, error instanceof Later ? error.ms : 0)
      }
    }
    return false
  }

  private makeRoom(): void {
    const { mostRows } = this.options
    while (this.pending.rows > mostRows) {
      const dropped = this.pending.dropOldest()
      if (!dropped) return
      // What fails is thrown before the next checkpoint.
      if (dropped.key !== undefined) this.outbox?.done(dropped.key).catch(() => {})
      this.drop(dropped.count, `${mostRows} rows wait`)
    }
  }

  private drop(messages: number, why: string): void {
    if (this.dropped === 0) this.say(`messages are dropped (${why})`)
    this.dropped += messages
  }

  /** Puts everything that waits on the disk, if there is an outbox. */
  private async keepAll(): Promise<void> {
    if (!this.outbox) return
    while (this.pending.form()) {}
    for (const batch of [...this.pending.batches]) await this.toDisk(batch)
  }

  private async toDisk(batch: Kept<T>): Promise<void> {
    if (!this.outbox || batch.onDisk) return
    batch.onDisk = true
    await this.outbox.put({ key: batch.key, messages: batch.messages })
  }

  private say(text: string): void {
    this.place.warn?.(`${this.recipient.name}: ${text}`)
  }

  private error(message: string): DataError {
    return new DataError(`${this.recipient.name}: ${message}`)
  }
}
