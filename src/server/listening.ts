// Apart from listen.ts, whose declaration names Hono: types of the package must not depend on it.

/** Where a server listens. */
export interface ListenOptions {
  /** Port to listen on; 0 is any free port. By default 7070, or any free port if 7070 is taken. */
  readonly port?: number
  /** Address to bind; by default 127.0.0.1, which only this machine can reach. Any other address requires a token. */
  readonly host?: string
  /**
   * Required with every request, as `?token=` or `Authorization: Bearer`. By default a new one if other machines can
   * reach the server, none otherwise.
   */
  readonly token?: string
}

/** A running server. */
export interface Listening {
  /** URL to open, including the token if it was made here. */
  readonly url: string
  /** URLs for other machines, including a token made here, if the server is bound to every address; empty otherwise. */
  readonly elsewhere: readonly string[]
  /** Closes every connection after 300 ms, so that responses in progress can end. */
  close(): Promise<void>
}

/** The state of a run for those who operate it. */
export interface Health {
  /** Why the forecasts cannot be relied on now; undefined if they can. */
  readonly unready: string | undefined
  /** Absent if there are none. */
  readonly metrics?: { readonly contentType: string; text(): Promise<string> } | undefined
}
