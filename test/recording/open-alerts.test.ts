import { expect, it } from 'vitest'
import { OpenAlerts } from '../../src/recording/open-alerts.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const end = (since: number, reason: string) => ({ kind: 'recovered', of: 'alert', time: 9, since, reason }) as const

it('alerts end one by one, also those that began at the same time, after a restart too', () => {
  const alerts = new OpenAlerts()
  expect(alerts.newest).toBeUndefined()
  alerts.begin({ kind: 'alert', time: 1, reason: 'y above 10 within 1d has a probability of 90 %' }, 1)
  alerts.begin({ kind: 'alert', time: 1, reason: 'y above 20 within 1d has a probability of 80 %' }, 1)
  alerts.begin({ kind: 'alert', time: 2, reason: 'y below 0 within 1d has a probability of 70 %' }, 2)
  const restored = new OpenAlerts()
  restore(restored, snapshot(alerts))
  restored.end(end(2, 'y below 0 within 1d has a probability of 20 % now; it has not been below'))
  expect(restored.newest).toMatchObject({ row: 1, reason: expect.stringContaining('above 20') })
  restored.end(end(1, 'y above 20 within 1d has a probability of 20 % now; it has not been above'))
  expect(restored.newest).toMatchObject({ reason: expect.stringContaining('above 10') })
  // One that began before the run was recorded.
  restored.end(end(0, 'y above 30 within 1d'))
  expect(restored.newest).toBeDefined()
  restored.end(end(1, 'y above 10 within 1d has a probability of 20 % now; it has not been above'))
  expect(restored.newest).toBeUndefined()
})
