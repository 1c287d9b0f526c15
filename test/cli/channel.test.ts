import { describe, expect, it } from 'vitest'
import { channelOf, drawnPast, rangesOf, roomBeside } from '../../src/cli/channel.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { scoredOf } from './scored-of.ts'

describe('channelOf', () => {
  it('is named by its key, and by its target if there are several or no key', () => {
    const recent = new RecentSeries()
    recent.write([...scoredOf([1, 2]), ...scoredOf([1, 2], ['north', 'tea'])], [])
    const [plain, keyed] = recent.all
    expect(channelOf(plain!, ['sales'], 0, undefined)).toMatchObject({
      name: 'sales',
      past: [1, 2],
      observed: 2,
      width: 10,
    })
    expect(channelOf(keyed!, ['sales'], 0, undefined).name).toBe('north · tea')
    expect(channelOf(keyed!, ['sales', 'price'], 0, undefined).name).toBe('north · tea · sales')
  })
})

it('has the last known value and its time, if the last rows have none', () => {
  const recent = new RecentSeries()
  recent.write(scoredOf([1, 2, Number.NaN]), [])
  const [own] = recent.all
  expect(channelOf(own!, ['sales'], 0, undefined)).toMatchObject({ lastTime: own!.pastTimes[1], observed: 2 })
})

it('has the middle width of the first interval, and of whole numbers one that needs no decimals', () => {
  const width = (half: number) => {
    const recent = new RecentSeries()
    recent.write(scoredOf([1, 2], undefined, 0, half), [])
    return channelOf(recent.all[0]!, ['sales'], 0, undefined).width
  }
  expect([width(1.25), width(1), width(20)]).toEqual([2.5, 10, 40])
})

describe('rangesOf', () => {
  it('aligns the ends, and has one dash for an unknown interval', () => {
    const spreads = [
      [9, 10],
      [10, 11],
      [Number.NaN, Number.NaN],
    ].map(([lower, upper]) => ({
      value: 10,
      intervals: [{ lower: lower!, upper: upper! }],
    }))
    expect(rangesOf(spreads, 0, (value) => (Number.isNaN(value) ? '–' : String(value)))).toEqual([
      ' 9 to 10',
      '10 to 11',
      '–',
    ])
  })
})

describe('roomBeside', () => {
  it('is what a terminal has left, if that is enough', () => {
    const screen = memoryTerminal(true, 80)
    expect([roomBeside(50, screen), roomBeside(20, screen), roomBeside(70, screen)]).toEqual([26, 40, undefined])
    expect(roomBeside(50, memoryTerminal())).toBeUndefined()
  })
})

describe('drawnPast', () => {
  it('fills the room', () => {
    const past = Array.from({ length: 240 }, (_, i) => i)
    expect([drawnPast(past, 40, true).length, drawnPast(past, 25, true).length]).toEqual([40, 25])
  })
})
