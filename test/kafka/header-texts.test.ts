import { expect, it } from 'vitest'
import { headerTexts } from '../../src/kafka/header-texts.ts'

it('makes texts of headers', () => {
  const headers = { site: Buffer.from('n\u00f6rth'), twice: [Buffer.from('1'), '2'], none: undefined, __proto: 'x' }
  expect(headerTexts(headers)).toEqual({ site: 'n\u00f6rth', twice: '2', __proto: 'x' })
  expect(headerTexts({})).toBeUndefined()
  expect(headerTexts(undefined)).toBeUndefined()
})
