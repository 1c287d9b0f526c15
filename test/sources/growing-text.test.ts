import { describe, expect, it } from 'vitest'
import { CsvFormat } from '../../src/sources/csv-format.ts'
import { GrowingText } from '../../src/sources/growing-text.ts'
import { isObservation } from '../../src/sources/rows.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { columns } from './columns.ts'

const beginning = new Uint8Array(0)
const growing = (zone: string, from: Uint8Array = beginning, encoding = 'utf-8') =>
  new GrowingText(
    'a.csv',
    encoding,
    () => new CsvFormat('a.csv', { delimiter: ',' }, { ...columns, zone, by: ['s'] }),
    from,
  )

/** The times, or the reasons, of the rows of a text. */
function taken(text: GrowingText, bytes: string | Uint8Array) {
  text.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  const rows: string[] = []
  for (let some = text.take(2); some; some = text.take(2)) {
    for (const row of some)
      rows.push(
        isObservation(row)
          ? new Date(row.time).toISOString().slice(11, 16)
          : typeof row === 'string'
            ? row
            : row.reason,
      )
    text.pass()
  }
  return rows
}

describe('a text that grows', () => {
  it('goes on from a position with what reading depends on: an hour that comes twice, in each series', () => {
    const rows = ['a', 'b'].flatMap((s) =>
      ['01:30', '02:30', '02:30', '03:30'].map((time) => `2024-10-27T${time},1,${s}\n`),
    )
    const order = [0, 4, 1, 5, 2, 6, 3, 7].map((i) => rows[i]!)
    const all = taken(growing('Europe/Berlin'), `day,y,s\n${order.join('')}`)
    expect(all).toEqual(['23:30', '23:30', '00:30', '00:30', '01:30', '01:30', '02:30', '02:30'])
    for (let at = 1; at < order.length; at++) {
      const text = growing('Europe/Berlin')
      const before = taken(text, `day,y,s\n${order.slice(0, at).join('')}`)
      const later = growing('Europe/Berlin', snapshot(text.position))
      expect(later.offset).toBe(text.position.offset)
      expect([...before, ...taken(later, order.slice(at).join(''))]).toEqual(all)
    }
  })

  it('has its position behind the last whole record', () => {
    const text = growing('UTC')
    expect(taken(text, 'day,y,s\n2024-01-01,1,"a\nb"\n2024-01-02,2,"c\n')).toEqual(['00:00'])
    expect(text.position.offset).toBe('day,y,s\n2024-01-01,1,"a\nb"\n'.length)
    text.rewind('')
    expect(taken(text, '2024-01-02T05:00Z,2,d\n')).toEqual(['05:00'])
    expect([...text.end()].length).toBe(0)
    text.push(Buffer.from('2024-01-0'))
    expect(text.torn()).toBe('2024-01-0')
  })

  it('decodes other encodings', () => {
    expect(
      taken(growing('UTC', beginning, 'utf-16le'), Buffer.from('\ufeffday,y,s\n2024-01-01T07:00Z,1,ä\n', 'utf16le')),
    ).toEqual(['07:00'])
    expect(() => taken(growing('UTC'), Buffer.from('d\xe4y,y\n', 'latin1'))).toThrow('a.csv:1 expected UTF-8')
  })
})
