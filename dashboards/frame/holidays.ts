import { stepMs } from '../run/step-ms.ts'
import { dayMs } from '../words/format.ts'
import { moment } from '../words/moment.ts'
import { nearestRow, type Scene, timeAt } from './scene.ts'

/** A public holiday, and what of a chart it is marked over. */
interface MarkedHoliday {
  readonly from: number
  readonly to: number
  /** The row nearest to it. */
  readonly row: number
  /** Its name, with its day if it has no row of its own, as on business days. */
  readonly text: string
}

/**
 * The holidays in the window, marked over the rows on them: from half a step before the first to half a step after the
 * last. With steps of more than a day those without a row are left out, as the forecasts do not know of them.
 */
export function holidaysIn(scene: Scene): MarkedHoliday[] {
  const { store, window, zone } = scene
  const step = stepMs(store)
  return store.holidays.flatMap(({ from, to, name }) => {
    if (to < window[0] || from - step > window[1]) return []
    const noon = (from + to) / 2
    const near = [from, noon].map((time) => nearestRow(scene, time))
    const own = near.find((row) => timeAt(scene, row) >= from && timeAt(scene, row) < to)
    const row = own ?? near[1]!
    const text = own === undefined ? `${name} on ${moment(noon, zone, dayMs)}` : name
    if (step < dayMs) return [{ from: from - step / 2, to: to - step / 2, row, text }]
    if (own === undefined && step > dayMs) return []
    const middle = own === undefined ? from : timeAt(scene, row)
    return [{ from: middle - dayMs / 2, to: middle + dayMs / 2, row, text }]
  })
}

/** The holidays at a row, as text; empty if there are none. */
export function holidayAt(scene: Scene, row: number, all = holidaysIn(scene)): string {
  const time = timeAt(scene, row)
  return all
    .filter((one) => one.row === row || (time >= one.from && time < one.to))
    .map(({ text }) => text)
    .join(', ')
}
