import { expect, it } from 'vitest'
import { limitWords } from '../../../dashboards/charts/limit-lines.ts'

it('says a limit as it was stated', () => {
  expect(limitWords({ side: 'above', value: 30 })).toBe('above 30')
  expect(limitWords({ side: 'below', value: -1234.5678 })).toBe('below −1,234.5678')
})
