import type { Zone } from '../../src/time/zone.ts'
import type { RunStore } from '../run/run-store.ts'
import { stepMs } from '../run/step-ms.ts'
import { dayMs } from './format.ts'

/** The zone of the reader, by its name, because "local" means something else to another reader. */
export const readersZone: Zone = {
  name: new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone,
  changes: true,
  offsetAt: (time) => -new Date(time).getTimezoneOffset() * 60_000,
}

/**
 * The zone whose clocks are shown: that of the data, UTC if undefined, or that of the reader. Days are not shifted to
 * the zone of the reader: that would show the day before.
 */
export const zoneShown = (store: RunStore, asked: 'data' | 'local'): Zone | undefined =>
  asked === 'local' && stepMs(store) < dayMs ? readersZone : store.zone
