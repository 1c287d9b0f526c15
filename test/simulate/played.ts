import type { Outlet, OutletRow } from '../../src/simulate/outlet.ts'
import type { TimedRows } from '../../src/simulate/timed-rows.ts'

/** Rows at these times, in milliseconds, with their number. */
export const rowsAt = (...times: readonly number[]): TimedRows => ({
  rows: times.map((time, i) => ({ time, due: time, fields: { time: new Date(time).toISOString(), i } })),
  time: ['time'],
  by: [],
  left: 0,
  look: new Error('none') as TimedRows['look'],
})

/** An outlet that keeps what is sent. */
export function kept(onSend: (row: OutletRow) => void = () => {}) {
  const sent: OutletRow[] = []
  const outlet: Outlet = {
    address: 'here',
    heard: Promise.resolve(),
    async send(row) {
      sent.push(row)
      onSend(row)
    },
    async close() {},
  }
  return { sent, outlet }
}
