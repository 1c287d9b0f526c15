import { expect, it } from 'vitest'
import { Later, Refused } from '../../src/delivery/message.ts'

it('Later and Refused are errors with names of their own', () => {
  expect(new Later('503', 10)).toMatchObject({ name: 'Later', message: '503', ms: 10 })
  expect(new Refused('400')).toMatchObject({ name: 'Refused', message: '400' })
})
