import { describe, expect, it } from 'vitest'
import { TimeDecoder, type TimeStyle } from '../../src/sources/decode-time.ts'

const decoder = (style: Partial<TimeStyle> = {}) => new TimeDecoder({ clock: 'iso', ...style })
const read = (text: string, style?: Partial<TimeStyle>) => decoder(style).decode(text)
const problem = (text: string, style?: Partial<TimeStyle>) => decoder(style).problem(text)

describe('TimeDecoder with a clock', () => {
  const time = Date.UTC(2024, 0, 1, 0, 1)

  it.each([
    ['s', '1704067260', time],
    ['s', '1704067260.125', time + 125],
    ['s', '1704067260,125', time + 125],
    ['s', '1.70406726e9', time],
    ['s', '-1.5', -1500],
    ['ms', '1704067260000', time],
    ['us', '1704067260123456', time + 123],
    ['ns', '1704067260123999999', time + 123],
    ['ns', '999999', 0],
    ['ns', '-5', 0],
    ['excel', '45292', Date.UTC(2024, 0, 1)],
    ['excel', '45292.5', Date.UTC(2024, 0, 1, 12)],
    ['excel', '45292,416666667', Date.UTC(2024, 0, 1, 10)],
    ['excel', '45292.41667', Date.UTC(2024, 0, 1, 10)],
  ] as const)('%s reads %s', (clock, text, expected) => {
    expect(read(text, { clock }) + 0).toBe(expected)
  })

  it('refuses times after the year 9999, and names the unit that was meant', () => {
    expect(read('1704067260000', { clock: 's' })).toBeNaN()
    expect(problem('1704067260000', { clock: 's' })).toBe(
      'expected seconds since 1970, got "1704067260000"; set clock to ms',
    )
    expect(problem('275740-01-01', { clock: 'iso', timeFormat: 'y-MM-dd' })).toBe(
      'expected a time before the year 10000, got "275740-01-01"',
    )
    expect(problem('1704067260000000000', { clock: 'ms' })).toMatch(/; set clock to ns$/)
    expect(problem('soon', { clock: 'us' })).toBe('expected microseconds since 1970, got "soon"')
    expect(problem('2024-01-01', { clock: 'excel' })).toMatch(/; leave clock out for ISO 8601$/)
    expect(problem('1/31/2024', { clock: 's' })).toMatch(/; set timeFormat to "M\/d\/yyyy" instead of clock$/)
  })
})

describe('TimeDecoder.problem', () => {
  it('names formats and clocks that read the text', () => {
    expect(problem('2024010100')).toMatch(/; set timeFormat to "yyyyMMddHH", or set clock to s$/)
    expect(problem('202401010010')).toMatch(/; set timeFormat to "yyyyMMddHHmm", or set clock to ms$/)
    expect(problem('1704067260')).toMatch(/; set clock to s$/)
    expect(problem('1704067260', { timeFormat: 'd.M.yyyy' })).toMatch(/; set clock to s instead of timeFormat$/)
    expect(problem('01/02/2024')).toMatch(/"M\/d\/yyyy", or to "d\/M\/yyyy" if that is meant$/)
    expect(problem('x'.repeat(200))).toMatch(/got "x{80}…"$/)
  })

  it('says that a zone skips a time, and between which', () => {
    expect(problem('2024-03-31 02:30', { zone: 'Europe/Berlin' })).toBe(
      'expected a time that exists, got "2024-03-31 02:30", which does not exist in Europe/Berlin: clocks go from 02:00 to 03:00 there; is zone right?',
    )
    expect(problem('2024-02-30 02:30', { zone: 'Europe/Berlin' })).toMatch(/^expected an ISO 8601 time/)
  })
})

describe('TimeDecoder in a zone', () => {
  const zone = 'Europe/Berlin'
  const quarters = (from: number, to: number) =>
    Array.from({ length: (to - from) / 900_000 }, (_, i) => from + i * 900_000)
  const local = (time: number) =>
    new Date(time + (time < Date.UTC(2024, 9, 27, 1) ? 7_200_000 : 3_600_000)).toISOString().slice(0, 16)
  const times = quarters(Date.UTC(2024, 9, 26, 22), Date.UTC(2024, 9, 27, 4))

  it('reads the hour that occurs twice as two hours, in rising and in falling order', () => {
    const rising = decoder({ zone })
    expect(times.map((time) => rising.decode(local(time)))).toEqual(times)
    const falling = decoder({ zone })
    expect(times.toReversed().map((time) => falling.decode(local(time)))).toEqual(times.toReversed())
  })

  it('keeps the order of each series', () => {
    const both = decoder({ zone })
    const keys = [['a'], ['b']]
    for (const time of times) for (const key of keys) expect(both.decode(local(time), key)).toBe(time)
  })

  it('takes a single such time as the first, and leaves times with an offset alone', () => {
    expect(read('2024-10-27 02:30', { zone })).toBe(Date.UTC(2024, 9, 27, 0, 30))
    const offset = decoder({ zone })
    expect(offset.decode('2024-10-27T02:30+02:00')).toBe(Date.UTC(2024, 9, 27, 0, 30))
    expect(offset.decode('2024-10-27T02:15+02:00')).toBe(Date.UTC(2024, 9, 27, 0, 15))
  })
})

describe('TimeDecoder.utcAssumed', () => {
  it('is false for texts with an offset or the name of a zone', () => {
    const zoned = decoder({ timeFormat: 'yyyy-MM-dd HH:mm z' })
    for (const text of ['2024-01-01 10:00 CET', '2024-01-01 11:00 CET']) zoned.decode(text)
    expect(zoned.utcAssumed).toBe(false)
    const bare = decoder()
    for (const text of ['2024-01-01T10Z', '2024-01-01 11:00', '2024-01-01 12:00']) bare.decode(text)
    expect(bare.utcAssumed).toBe(true)
  })
})
