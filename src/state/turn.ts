/** Milliseconds after which long work gives timers and sockets a turn. */
export const turnMs = 8

const soon: (then: () => void) => unknown = globalThis.setImmediate ?? setTimeout

/** Resolves when timers and sockets have had a turn. */
export const turn = (): Promise<void> => new Promise((resolve) => soon(resolve))
