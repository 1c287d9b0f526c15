import type { SeriesState } from '../../src/recording/overview-wire.ts'
import type { SeriesEvent } from '../../src/series/event.ts'

/** The states, the most urgent first. */
export const stateOrder: readonly SeriesState[] = ['stale', 'drift', 'alert', 'worse', 'anomaly', 'fine', 'new']

/** Whether somebody should look at a series in this state. */
export const isUrgent = (state: SeriesState): boolean => state !== 'fine' && state !== 'new'

/** What a state or an event means, for a tooltip. */
export const stateMeans: Record<SeriesState | SeriesEvent['kind'], string> = {
  stale: 'no new rows, or a value that does not change any more',
  drift: 'its unit or level has changed, or its errors have become larger for good',
  alert: 'what an alert waits for is as probable as stated',
  worse: 'its intervals hold less than they promise, or its forecasts have lost their skill',
  anomaly: 'its last value is outside an interval in which nearly all values are',
  fine: 'nothing unusual',
  new: 'too few rows to say anything',
  recovered: 'what an earlier event said has ended',
}
