import { describe, expect, it } from 'vitest'
import { csvLayout } from '../../src/look/csv-layout.ts'

/** Twelve rows, each made from a day of January 2024 and its number. */
const rows = (row: (day: string, n: number) => string) =>
  Array.from({ length: 12 }, (_, i) => `${row(`2024-01-${String(i + 1).padStart(2, '0')}`, i + 1)}\n`).join('')
const plain = rows((day, n) => `${day},${n}.5`)

const found = (text: string) => {
  const { options, names } = csvLayout(text)!
  return [options, names]
}

describe('csvLayout, further', () => {
  it('is not misled by lines after the table, bad cells or bad rows', () => {
    const text = `day,y\n2024-01-01,unavailable\n${plain}2024-02-01,bad\n\nSource: an office, in a town, of a country\nTotal,78\n`
    expect(found(text)).toEqual([{}, ['day', 'y']])
    expect(found(`day,y\n2023-12-30,1\n2023-12-31,oops,2\n${plain}`)).toEqual([{}, ['day', 'y']])
  })

  it('reads InfluxDB, with two tables that repeat comments and header', () => {
    const table = (n: number) =>
      `#group,false,false,true\n#datatype,string,long,double\n#default,mean,,\n,result,table,_time,_value\n${rows((day, i) => `,,${n},${day}T00:00:00Z,${i}`)}\n`
    expect(found(table(0) + table(1))).toEqual([{ comment: '#' }, ['', 'result', 'table', '_time', '_value']])
  })

  it('keeps the delimiter that the user names', () => {
    expect(csvLayout('a b,c\n1 2,3\n', ' ')?.options).toEqual({ delimiter: ' ' })
    expect(csvLayout('a b;c\n1 2;3\n', ';')?.options).toEqual({ delimiter: ';' })
  })

  it('says what it found', () => {
    const notes = (text: string) => csvLayout(text)!.notes
    expect(notes(`day,y\n${plain}`)).toEqual([])
    expect(notes(`A title\n\nday;y\n${plain.replaceAll(',', ';')}`)).toEqual([
      'cells are separated by ";"',
      '2 lines before the header are left out',
    ])
    expect(notes(plain)).toEqual(['there is no header; the columns are named column1 to column2'])
    expect(notes(`# x\n${plain}`)[0]).toBe('lines that begin with # are left out')
    expect(notes(`day,y,y\n${rows((day, n) => `${day},${n},${n}`)}`)).toEqual([
      'names in the header were blank, or not different; the columns are named day, y, y 2',
    ])
  })

  it('names rows of another kind that it leaves out', () => {
    const quarters = '2000 Q1,1\n2000 Q2,1\n2000 Q3,1\n2000 Q4,1\n'
    expect(csvLayout(`Title,Prices\n${quarters}${rows((_, n) => `${2000 + n} JAN,${n}`)}`)!.notes).toContain(
      'lines 2 to 5 hold other rows, such as years before months, and are left out',
    )
  })

  it('finds no table in an empty text', () => {
    expect(csvLayout('')).toBeUndefined()
    expect(csvLayout('\n\n')).toBeUndefined()
  })
})
