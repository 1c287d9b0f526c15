/** Something outside that sends messages: a WebSocket, a topic of a broker, an address that is polled. */
export interface Feed {
  /** Its name in messages, such as `ws://localhost:8080/prices`; without passwords. */
  readonly name: string
  /**
   * Connects and passes on messages until the connection is closed or the signal of the link is aborted. It is called
   * again after a delay if it returns, or fails with anything but a ConfigError.
   *
   * @throws ConfigError if another try would not help, such as for a refused password or a package that is not installed
   */
  run(link: Link): Promise<void>
  /**
   * Called before with each message that the journal of an earlier run holds, in their order: what is sent once more
   * can be recognised.
   *
   * @param cursor what was passed on with it
   */
  taken?(text: string, cursor: string | undefined): void
}

/** What a feed tells of its connection. */
export interface Link {
  /** Aborted when the run ends, or when nothing was heard for too long. */
  readonly signal: AbortSignal
  /** How far the feed had come at its last safe message, as it said then; undefined if it never said. */
  readonly cursor: string | undefined
  /**
   * The connection is open. Delays begin again from the shortest once something was heard, or once it has been open for
   * a second.
   */
  open(): void
  /** Something other than a message was received, such as an answer to a ping. */
  heard(): void
  /**
   * Passes on a message: one row or several, as text.
   *
   * @param cursor how far the feed has come with this message, to go on from after a restart, such as the id of an event
   * @returns a promise that is resolved when the rows are safe: on the disk if the run has a checkpoint, else taken
   * by the pipeline. A feed acknowledges then, and reads no further while too many of them are open (backpressure). It
   * is never rejected, and never resolved if the run ends before
   */
  message(text: string, cursor?: string): Promise<void>
}
