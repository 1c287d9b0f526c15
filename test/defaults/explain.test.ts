import { describe, expect, it } from 'vitest'
import { explain } from '../../src/defaults/explain.ts'

const text = (options: object) =>
  explain({ leads: [1, 2, 3], channels: 1, seed: 7, levels: [0.8, 0.975], ...options }).join('\n')

describe('explain', () => {
  it('names the kind of series, with the reason', () => {
    expect(text({ cadence: '1bd' })).toMatch(/^kind price: business days[\s\S]*season none[\s\S]*scale log: prices/)
    expect(text({ cadence: '1h', season: 24 })).toMatch(/^kind hourly[\s\S]*season 24 steps\n[\s\S]*scale linear/)
    expect(text({ cadence: '1d', season: 365 })).toContain('season 365 steps: longer than 60')
    expect(text({ cadence: '1d', season: [365, 7] })).toContain('season 365 and 7 steps; 365 longer than 60')
    expect(text({ cadence: '1h', season: [24, 168] })).toContain('season 24 and 168 steps\n')
    expect(text({ cadence: '3mo', season: 4 })).toContain('LSTMs none')
  })

  it('names the experts that are mixed, and no others', () => {
    expect(text({ cadence: '1d', experts: ['lstm(rls(3), 0.0003)', 'drift'] })).toContain(
      'experts, as asked: drift, lstm(rls(3), 0.0003)\n',
    )
    expect(text({ cadence: '1mo', season: 12 })).toContain('holtWintersMultiplicative')
  })

  it('names a convolution and attention', () => {
    const front = { convolution: { filters: 4, width: 5 }, attention: { steps: 8 } }
    expect(text({ cadence: '1d', engine: 'reference', front })).toContain(
      'seed 7; before them 4 filters over 5 steps; after them attention to 8 states\n',
    )
  })

  it('writes levels in percent', () => {
    expect(text({ cadence: '1d' })).toContain('intervals 80 %, 97.5 %')
    expect(text({ cadence: '1d', levels: [] })).toContain('intervals none')
  })
})
