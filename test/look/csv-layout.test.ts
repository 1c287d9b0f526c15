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

describe('csvLayout', () => {
  it.each<[kind: string, text: string, options: object, names: string[]]>([
    ['a plain file', `day,y\n${plain}`, {}, ['day', 'y']],
    ['one row', 'day,y\n2024-01-01,5\n', {}, ['day', 'y']],
    ['a header only', 'day,y\n', {}, ['day', 'y']],
    ['one column', 'value\n1\n2\n3\n', {}, ['value']],
    ['spaces around names', ` day , y \n${plain}`, {}, ['day', 'y']],
    [
      'names that begin with digits',
      `Date,1. open,4. close\n${rows((day, n) => `${day},${n}.5,${n}`)}`,
      {},
      ['Date', '1. open', '4. close'],
    ],
    [
      'a header of numbers',
      `,0,1\n${rows((day, n) => `${day},${n}.5,${n}`)}`,
      { header: false, skip: 1, columns: ['column1', '0', '1'] },
      ['column1', '0', '1'],
    ],
  ])('reads %s', (_, text, options, names) => {
    expect(found(text)).toEqual([options, names])
  })

  it.each<[kind: string, text: string, delimiter: string, names: string[]]>([
    [
      'semicolons beside decimal commas',
      `day;a;b\n${rows((day, n) => `${day};${n},5;${n},25`)}`,
      ';',
      ['day', 'a', 'b'],
    ],
    ['semicolons, two columns', `day;a\n${rows((day, n) => `${day};${n},5`)}`, ';', ['day', 'a']],
    [
      'semicolons beside dots and commas',
      `day;a\n${rows((_, n) => `01.0${(n % 9) + 1}.2024;1.20${n % 10},50 €`)}`,
      ';',
      ['day', 'a'],
    ],
    ['tabs', `day\tnote\ty\n${rows((day, n) => `${day}\ta, b; c\t${n}`)}`, '\t', ['day', 'note', 'y']],
    [
      'tabs and empty cells',
      `day\tx\ty\n${rows((day, n) => `${day}\t${n % 2 ? '' : n}\t${n}`)}`,
      '\t',
      ['day', 'x', 'y'],
    ],
    ['bars', `day|y\n${rows((day, n) => `${day}|${n},5`)}`, '|', ['day', 'y']],
    ['carets', `day^y\n${rows((day, n) => `${day}^${n}`)}`, '^', ['day', 'y']],
    ['tildes', `day~y\n${rows((day, n) => `${day}~${n}`)}`, '~', ['day', 'y']],
    ['runs of spaces', `day   y    z\n${rows((day, n) => `${day}  ${n}   ${n * 100}`)}`, ' ', ['day', 'y', 'z']],
    ['spaces before and after a row', `  day y \n${rows((day, n) => ` ${day} ${n} `)}`, ' ', ['day', 'y']],
    ['spaces beside decimal commas', `Tag Wert\n${rows((day, n) => `${day} ${n},5`)}`, ' ', ['Tag', 'Wert']],
    ['colons', `year:y\n${rows((_, n) => `${2000 + n}:${n}`)}`, ':', ['year', 'y']],
    ['commas and spaces', `day, y\n${rows((day, n) => `${day}, ${n}`)}`, ',', ['day', 'y']],
    ['commas beside dates with spaces', `when,y\n${rows((day, n) => `${day} 12:00:00,${n}`)}`, ',', ['when', 'y']],
    ['commas, quoted thousands', `when,y\n${rows((day, n) => `${day},"${n},204.50"`)}`, ',', ['when', 'y']],
    ['commas, quoted dates', `when,y\n${rows((_, n) => `"Jan ${n}, 2024",${n}`)}`, ',', ['when', 'y']],
    ['a header with another delimiter inside', `"day;time",y\n${plain}`, ',', ['day;time', 'y']],
  ])('finds the delimiter: %s', (_, text, delimiter, names) => {
    expect(found(text)).toEqual([delimiter === ',' ? {} : { delimiter }, names])
  })

  it.each<[kind: string, text: string, options: object]>([
    ['Google Trends', `Category: All categories\n\nday,coffee: (Worldwide)\n${plain}`, { skip: 2 }],
    ['an address', `https://www.example.com/data\nday,y\n${plain}`, { skip: 1 }],
    ['a sep= line', `sep=;\nday;y\n${plain.replaceAll(',', ';')}`, { delimiter: ';', skip: 1 }],
    [
      'a sep= line in quotes, with a byte order mark',
      `\ufeff"sep=;"\r\nday;y\r\n${plain.replaceAll(',', ';')}`,
      { delimiter: ';', skip: 1 },
    ],
    ['comments', `# a, b\n# c\nday,y\n${plain}`, { comment: '#' }],
    ['comments with quotes', `# "Title\n# it's\nday,y\n${plain}`, { comment: '#' }],
    ['comments and a title', `# a\nRainfall in mm\nday,y\n${plain}`, { comment: '#', skip: 2 }],
    ['percent signs', `% a\n% b\nday,y\n${plain}`, { comment: '%' }],
    ['a title padded with delimiters', `Report,,\n,,\nday,y,z\n${rows((day, n) => `${day},${n},${n}`)}`, { skip: 2 }],
    ['names and values as in metadata', `Station,Berlin\nUnit,mm\nday,y\n${plain}`, { skip: 2 }],
    ['metadata of another width', `lat,lon,elevation,zone\n52.5,13.4,38.0,GMT\n\nday,y\n${plain}`, { skip: 3 }],
    ['metadata of the same width', `lat,lon\n52.5,13.4\n\nday,y\n${plain}`, { skip: 3 }],
    [
      'metadata of the same width beside years',
      `lat,lon\n52.5,13.4\n\nyear,y\n${rows((_, n) => `${2000 + n},${n}`)}`,
      { skip: 3 },
    ],
    [
      'a block with an end mark',
      `-BEGIN HEADER-\nNASA, POWER\nLocation: 52.5, 13.4\n-END HEADER-\nday,y\n${plain}`,
      { skip: 4 },
    ],
    ['many lines of prose', `${'Some words, and more words about it\n'.repeat(30)}\nday,y\n${plain}`, { skip: 31 }],
  ])('leaves out lines before the header: %s', (_, text, options) => {
    const [layout, names] = found(text)
    expect(layout).toEqual(options)
    expect((names as string[]).slice(0, 1)).toEqual([/year/.test(text) ? 'year' : 'day'])
  })

  it.each<[kind: string, text: string, options: object]>([
    ['none, dates', rows((_, n) => `1/${n}/2024,${n}.5`), { columns: ['column1', 'column2'] }],
    ['none, ISO times', plain, { columns: ['column1', 'column2'] }],
    [
      'none, epochs',
      rows((_, n) => `${1_499_040_000_000 + n * 60_000},${n}.5,7`),
      { columns: ['column1', 'column2', 'column3'] },
    ],
    [
      'none, HistData',
      rows((_, n) => `20240101 00${n + 10}00;${n}.5;0`),
      { delimiter: ';', columns: ['column1', 'column2', 'column3'] },
    ],
    [
      'none, spaces',
      rows((_, n) => `2024 ${n} 1 ${n}.5`),
      { delimiter: ' ', columns: ['column1', 'column2', 'column3', 'column4'] },
    ],
    ['none, below a title', `A title\n${plain}`, { skip: 1, columns: ['column1', 'column2'] }],
    ['none, below comments', `# A title\n${plain}`, { comment: '#', columns: ['column1', 'column2'] }],
    [
      'behind the mark of a comment',
      `# station: attic\n# day y\n${plain.replaceAll(',', ' ')}`,
      { delimiter: ' ', comment: '#', columns: ['day', 'y'] },
    ],
    ['behind the mark, without a space', `#day,y\n${plain}`, { comment: '#', columns: ['day', 'y'] }],
    [
      'behind the mark, with units',
      `#YY MM y\n#yr mo degC\n${rows((_, n) => `2024 ${n} ${n}.5`)}`,
      { delimiter: ' ', comment: '#', columns: ['YY', 'MM', 'y'] },
    ],
    [
      'a number sign as a name',
      `#,day,y\n${rows((day, n) => `${n},${day},${n}.5`)}`,
      { comment: '#', columns: ['column1', 'day', 'y'] },
    ],
    [
      'yfinance',
      `Price,Close,High\nTicker,XYZ,XYZ\nDate,,\n${rows((day, n) => `${day},${n}.5,${n}`)}`,
      { skip: 3, columns: ['Date', 'Close', 'High'] },
    ],
    [
      'yfinance, two tickers',
      `Price,Close,Close,High,High\nTicker,A,B,A,B\nDate,,,,\n${rows((day, n) => `${day},${n}.5,${n},1,2`)}`,
      { skip: 3, columns: ['Date', 'Close A', 'Close B', 'High A', 'High B'] },
    ],
    [
      'two lines, tickers first',
      `,A,A,B,B\n,Open,Close,Open,Close\n${rows((day, n) => `${day},${n}.5,${n},1,2`)}`,
      { skip: 2, columns: ['column1', 'A Open', 'A Close', 'B Open', 'B Close'] },
    ],
    [
      'units below',
      `day,y,z\n,mm,°C\n${rows((day, n) => `${day},${n},${n}`)}`,
      { skip: 2, columns: ['day', 'y', 'z'] },
    ],
    [
      'units below, in brackets',
      `day,y,z\n(UTC),(mm),(°C)\n${rows((day, n) => `${day},${n},${n}`)}`,
      { skip: 2, columns: ['day', 'y', 'z'] },
    ],
    [
      'USGS',
      `# prose, and more\nday\ty\tcode\n20d\t14n\t10s\n${rows((day, n) => `${day}\t${n}\tA`)}`,
      { delimiter: '\t', comment: '#', skip: 3, columns: ['day', 'y', 'code'] },
    ],
    [
      'Campbell',
      `"TOA5","CR1000","cpu.prog"\n"TIMESTAMP","RECORD","Temp","Batt"\n"TS","RN","Deg_C","Volts"\n"","","Avg","Avg"\n${rows((day, n) => `"${day} 00:00:00",${n},${n}.5,13`)}`,
      { skip: 4, columns: ['TIMESTAMP', 'RECORD', 'Temp', 'Batt'] },
    ],
    [
      'a statistical office',
      `"Title","Prices"\n"CDID","L522"\n"Unit","Index"\n"Release date","17-01-2024"\n"Important notes",\n${rows((_, n) => `"${2000 + n} JAN","${n}.5"`)}`,
      { skip: 5, columns: ['Title', 'Prices'] },
    ],
    ['names twice', `day,y,y\n${rows((day, n) => `${day},${n},${n}`)}`, { skip: 1, columns: ['day', 'y', 'y 2'] }],
    ['a time without a name', `,y\n${plain}`, { skip: 1, columns: ['column1', 'y'] }],
    [
      'row names as R writes them',
      `"date" "y"\n${rows((day, n) => `"${n}" "${day}" ${n}.5`)}`,
      { delimiter: ' ', skip: 1, columns: ['column1', 'date', 'y'] },
    ],
    [
      'psql',
      ` day | y \n-----+----\n${rows((day, n) => ` ${day} | ${n} `)}(12 rows)\n`,
      { delimiter: '|', skip: 2, columns: ['day', 'y'] },
    ],
    [
      'years before months',
      `"Title","Prices"\n"CDID","L522"\n2000,1\n2001,2\n${rows((_, n) => `2000 Q${(n % 4) + 1},${n}`)}`,
      { skip: 4, columns: ['Title', 'Prices'] },
    ],
    [
      'years and quarters before months',
      `"Title","Prices"\n"CDID","L522"\n2000,1\n2000 Q1,1\n2000 Q2,1\n${rows((_, n) => `${2000 + n} JAN,${n}`)}`,
      { skip: 5, columns: ['Title', 'Prices'] },
    ],
  ])('names the columns itself if the header does not: %s', (_, text, options) => {
    const [layout, names] = found(text) as [{ columns?: string[] }, string[]]
    expect(layout).toEqual({ header: false, ...options })
    expect(names).toEqual(layout.columns)
  })

  it.each<[kind: string, text: string, names: string[]]>([
    ['row numbers of pandas', `,day,y\n${rows((day, n) => `${n - 1},${day},${n}`)}`, ['', 'day', 'y']],
    ['an empty first column', `,day,y\n${rows((day, n) => `,${day},${n}`)}`, ['', 'day', 'y']],
    ['a delimiter after the last name and cell', `day,y,\n${rows((day, n) => `${day},${n},`)}`, ['day', 'y', '']],
    ['a delimiter after the last cell only', `day,y\n${rows((day, n) => `${day},${n},`)}`, ['day', 'y']],
  ])('keeps a header that leaves a useless column without a name: %s', (_, text, names) => {
    expect(found(text)).toEqual([{}, names])
  })

  it('drops a last name without cells', () => {
    expect(found(`day,y,\n${plain}`)).toEqual([{ header: false, skip: 1, columns: ['day', 'y'] }, ['day', 'y']])
  })
})
