import { expect, it } from 'vitest'
import { exposition } from './exposition.ts'

const family = (type: string, name: string, ...samples: string[]) =>
  `# HELP ${name} Help.\n# TYPE ${name} ${type}\n${samples.map((sample) => `${sample}\n`).join('')}`

it('the exposition format is read as it is written', () => {
  const text = family('counter', 'a_total', 'a_total{x="1",y="a\\"b\\\\c\\n"} 3', 'a_total{x="2"} 1e-7')
  expect(exposition(text)).toEqual([
    {
      name: 'a_total',
      type: 'counter',
      samples: [
        { name: 'a_total', labels: { x: '1', y: 'a"b\\c\n' }, value: 3 },
        { name: 'a_total', labels: { x: '2' }, value: 1e-7 },
      ],
    },
  ])
})

it.each([
  ['no line end', family('gauge', 'a', 'a 1').trimEnd()],
  ['a counter without _total', family('counter', 'a', 'a 1')],
  ['a gauge with it', family('gauge', 'a_total', 'a_total 1')],
  ['a sample twice', family('gauge', 'a', 'a{x="1"} 1', 'a{x="1"} 2')],
  ['a family twice', family('gauge', 'a', 'a 1') + family('gauge', 'a', 'a 2')],
  ['a sample without its family', 'a 1\n'],
  ['a sample of another family', family('gauge', 'a', 'b 1')],
  ['no number', family('gauge', 'a', 'a undefined')],
  ['a line end in a label', family('gauge', 'a', 'a{x="1\n2"} 1')],
  ['a quote in a label', family('gauge', 'a', 'a{x="1"2"} 1')],
  ['a histogram without +Inf', family('histogram', 'a', 'a_bucket{le="1"} 1', 'a_sum 1', 'a_count 1')],
  [
    'buckets that fall',
    family('histogram', 'a', 'a_bucket{le="1"} 2', 'a_bucket{le="+Inf"} 1', 'a_sum 1', 'a_count 1'),
  ],
])('the exposition format does not permit %s', (_, text) => {
  expect(() => exposition(text)).toThrow()
})
