import type { Onlooker } from './onlooker.ts'

/** Shows a run to several, in their order. */
export function together(all: readonly Partial<Onlooker>[]): Onlooker {
  return {
    begin: (ledger, deliveries) => {
      for (const one of all) one.begin?.(ledger, deliveries)
    },
    write: (batch) => {
      for (const one of all) one.write?.(batch)
    },
    note: (mark) => {
      for (const one of all) one.note?.(mark)
    },
    happened: (event) => {
      for (const one of all) one.happened?.(event)
    },
    linked: (lost) => {
      for (const one of all) one.linked?.(lost)
    },
    wantsInside: (key) => all.some((one) => one.wantsInside?.(key)),
    // Rows are timed only if an onlooker wants it.
    ...(all.some((one) => one.step) && {
      step: (ms: number) => {
        for (const one of all) one.step?.(ms)
      },
    }),
    progress: (fraction, rows) => {
      for (const one of all) one.progress?.(fraction, rows)
    },
    end: (summary) => {
      for (const one of all) one.end?.(summary)
    },
    fail: (error) => {
      for (const one of all) one.fail?.(error)
    },
    checkpointed: (written) => {
      for (const one of all) one.checkpointed?.(written)
    },
    *pieces() {
      for (const one of all) yield* one.pieces?.() ?? []
    },
  }
}
