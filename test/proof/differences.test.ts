import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'

const records = ['a', 'b'].flatMap((key, partition) =>
  ['1', '2', '3'].map((value) => ({ partition, key, value: key + value })),
)
const none = { lost: 0, doubled: 0, wrong: 0, reordered: 0 }
const [a1, a2, a3, b1, b2, b3] = records as [(typeof records)[0], ...typeof records]

describe('differences', () => {
  it('has none if the records of each key are in order, whatever their order between keys', () => {
    expect(differences(records, [b1!, a1, a2!, b2!, b3!, a3!])).toEqual({ ...none, first: '' })
  })

  it('counts a record that is lost', () => {
    const first = 'record 2 of key a of partition 0: expected a2, got a3'
    expect(differences(records, [a1, a3!, b1!, b2!, b3!])).toEqual({ ...none, lost: 1, first })
  })

  it('counts a record that is there twice', () => {
    const first = 'record 4 of key b of partition 1: expected none, got b2'
    expect(differences(records, [...records, b2!])).toEqual({ ...none, doubled: 1, first })
  })

  it('counts a key whose records are in another order', () => {
    const first = 'record 1 of key a of partition 0: expected a1, got a2'
    expect(differences(records, [a2!, a1, a3!, b1!, b2!, b3!])).toEqual({ ...none, reordered: 1, first })
  })

  it('counts a record with another value as wrong, and that expected as lost', () => {
    const first = 'record 3 of key b of partition 1: expected b3, got B3'
    expect(differences(records, [a1, a2!, a3!, b1!, b2!, { ...b3!, value: 'B3' }])).toEqual({
      ...none,
      lost: 1,
      wrong: 1,
      first,
    })
  })

  it('counts a record in another partition', () => {
    const { lost, wrong } = differences(records, [a1, a2!, a3!, b1!, b2!, { ...b3!, partition: 0 }])
    expect({ lost, wrong }).toEqual({ lost: 1, wrong: 1 })
  })
})
