/** One end of a feed that plays a file: what others connect to, or a broker that it connects to itself. */
export interface Outlet {
  /** Address to connect to, without passwords. */
  readonly address: string
  /** Resolved once somebody listens; at once if that cannot be known. */
  readonly heard: Promise<void>
  /** Sends a row; the next one follows when the promise is resolved. */
  send(row: OutletRow): Promise<void>
  /**
   * Ends all connections, once those who listen have received what was sent, or after a limit.
   *
   * @param signal ends them at once
   * @returns what was not received, for a message; undefined if nothing is known to be lost
   */
  close(signal: AbortSignal): Promise<string | undefined>
}

/** A row to send. */
export interface OutletRow {
  /** Its fields by name, as JSON. */
  readonly text: string
  /** The same, for a topic with places for fields. */
  readonly fields: Readonly<Record<string, unknown>>
}
