import { expect, it } from 'vitest'
import { Answered } from '../../src/live/answered.ts'

it('says why, and how long to wait', () => {
  expect(new Answered('got HTTP 500')).toMatchObject({ name: 'Answered', message: 'got HTTP 500', ms: 0 })
  expect(new Answered('asked to wait', 2000).ms).toBe(2000)
})
