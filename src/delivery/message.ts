/** What is delivered to a service: the forecasts of a series at an origin, or an event. */
export interface Message<T> {
  /** Tells it from all others of the run. The same rows give the same. */
  readonly id: string
  /** Of messages with the same text only the newest waits; absent if all do. */
  readonly replaces?: string | undefined
  /** How much it counts: its rows. */
  readonly rows: number
  /** Plain data that JSON can hold. */
  readonly body: T
}

/** Messages that are delivered together. */
export interface Batch<T> {
  /** Tells it from all others; the same messages have the same. */
  readonly key: string
  readonly messages: readonly Message<T>[]
}

/** A service that messages are delivered to. */
export interface Recipient<T> {
  /** Its name in messages, without passwords. */
  readonly name: string
  /** Whether delivering a message again changes nothing there. */
  readonly idempotent: boolean
  /**
   * Delivers messages, in their order.
   *
   * @param signal aborted when it takes too long, and when the run ends: the connection is then to be closed
   * @returns a promise that is resolved when the service has acknowledged them
   * @throws Refused or ConfigError if trying again is of no use; anything else to be tried again
   */
  deliver(batch: Batch<T>, signal: AbortSignal): Promise<void>
  /** Ends the connection. */
  close?(): Promise<void>
}

/** The service has answered that it will never take the messages. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** The service wants to be asked later. */
export class Later extends Error {
  override readonly name = 'Later'
  /** Milliseconds to wait at least. */
  readonly ms: number

  constructor(message: string, ms: number) {
    super(message)
    this.ms = ms
  }
}
