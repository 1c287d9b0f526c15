import { describe, expect, it } from 'vitest'
import { readable } from '../../../dashboards/charts/stack.ts'

describe('words on a band', () => {
  it('are in the colour with more contrast', () => {
    expect(readable('#0072b2', '#fcfcfa', '#16191d')).toBe('#fcfcfa')
    expect(readable('#e69f00', '#fcfcfa', '#16191d')).toBe('#16191d')
    expect(readable('#d55e00', '#101316', '#eceff1')).toBe('#101316')
  })
})
