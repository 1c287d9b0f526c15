import { expect, it } from 'vitest'
import { choose } from '../../src/forecaster/choices.ts'
import { checkFingerprint, fingerprint } from '../../src/forecaster/fingerprint.ts'

const own = fingerprint(choose({ leads: [1, 2], channels: 1, season: 7 }), ['drift'])

it('a fingerprint passes its like, whether the options were left out or said', () => {
  const said = { leads: [1, 2], channels: 1, season: 7, levels: [], covariates: 0, seed: 1, hidden: 32 }
  checkFingerprint(own, fingerprint(choose(said), ['drift']))
  expect(() => checkFingerprint(own, fingerprint(choose({ ...said, hidden: 16 }), ['drift']))).toThrow(
    'snapshot hidden: expected 32, got 16; restore it into a forecaster of the options it was made with',
  )
})

it('a fingerprint refuses what is none', () => {
  for (const kept of [undefined, 3, new Float64Array(2), new TextEncoder().encode('null')])
    expect(() => checkFingerprint(own, kept)).toThrow('snapshot: expected what snapshot() returned, got something else')
})
