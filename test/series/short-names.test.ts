import { describe, expect, it } from 'vitest'
import { shortNames } from '../../src/series/short-names.ts'

describe('short names', () => {
  it('leave out what long names have in common', () => {
    const hosts = ['00', '01', '17'].map((i) => `host-${i}.eu-central-1.example.com/cpu/user_percent`)
    expect(shortNames(hosts)).toEqual(['host-00…', 'host-01…', 'host-17…'])
    const rooms = ['kitchen', 'bath', 'bedroom'].map((room) => `building north/second floor/${room}`)
    expect(shortNames(rooms)).toEqual(['…kitchen', '…bath', '…bedroom'])
    expect(shortNames(['HOBBIES_1_001_CA_1_evaluation', 'HOBBIES_1_002_CA_1_evaluation'])).toEqual(['…001…', '…002…'])
    expect(shortNames(['energy.meter.north.kwh.total', 'energy.meter.south.kwh.total'])).toEqual(['…north…', '…south…'])
  })

  it('leave names that have room as they are, and one that is alone', () => {
    expect(shortNames(['sensor A', 'sensor B'])).toEqual(['sensor A', 'sensor B'])
    expect(shortNames(['host-00.eu-central-1.example.com/cpu'])).toEqual(['host-00.eu-central-1.example.com/cpu'])
    expect(shortNames([])).toEqual([])
  })

  it('stay different', () => {
    const names = ['a/b/c/long enough to be cut', 'a/b/c/long enough to be cut/too', 'a/b/long enough to be cut']
    expect(new Set(shortNames(names)).size).toBe(3)
    const same = Array(2).fill('the very same name, given twice')
    expect(shortNames(same)).toHaveLength(2)
  })
})
