/** Something outside that sends messages: a WebSocket, a topic of a broker, an address that is asked again and again. */
export interface Feed {
  /** Its name in messages, such as `ws://localhost:8080/prices`; without passwords. */
  readonly name: string
  /**
   * Connects and passes on messages until the other side closes or the signal of the link is aborted. It is called
   * again after a delay if it returns, or fails with anything but a ConfigError.
   *
   * @throws ConfigError if trying again is of no use, such as for a refused password or a package that is not installed
   */
  run(link: Link): Promise<void>
}

/** What a feed tells of its connection. */
export interface Link {
  /** Aborted when the run ends, or when nothing was heard for too long. */
  readonly signal: AbortSignal
  /** The connection is open: delays begin again from the shortest. */
  open(): void
  /** Something other than a message was heard, such as an answer to a ping. */
  heard(): void
  /**
   * Passes on a message: one row or several, as text.
   *
   * @returns a promise that is resolved when the rows are safe: on the disk if the run has a checkpoint, else taken
   * by the pipeline. A feed acknowledges then, and reads no further while too many of them are open (backpressure).
   */
  message(text: string): Promise<void>
}
