import { describe, expect, it } from 'vitest'
import { settingOptions } from '../../src/pipeline/settings.ts'

const accepts = (settings: unknown) => settingOptions.safeParse(settings).success

describe('the settings', () => {
  it('have a default each, or are optional', () => {
    expect(settingOptions.parse({})).toEqual({
      seed: 1,
      strict: false,
      shards: 16,
      weights: 'own',
      threads: 1,
      total: false,
      dashboard: false,
      metrics: false,
    })
  })

  it('accept a season in steps or as a duration', () => {
    expect(accepts({ season: 7 })).toBe(true)
    expect(accepts({ season: '1y' })).toBe(true)
    expect(accepts({ season: 1 })).toBe(false)
    expect(accepts({ season: 'yearly' })).toBe(false)
  })

  it('accept a dashboard as a boolean, as a port, or as port and host', () => {
    for (const dashboard of [true, 0, 8080, { host: '0.0.0.0' }, { port: 1, host: '::1' }])
      expect(accepts({ dashboard })).toBe(true)
    for (const dashboard of ['yes', 65_536, { prot: 1 }, { host: '' }]) expect(accepts({ dashboard })).toBe(false)
  })
})
