import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Deadlines } from '../../src/events/deadlines.ts'
import { propertySeed } from '../property-seed.ts'

it('takes out what is due, the earliest first, whatever is moved to later', () => {
  const move = fc.tuple(fc.nat(20), fc.nat(50), fc.nat(30))
  fc.assert(
    fc.property(fc.array(move, { maxLength: 300 }), (moves) => {
      const things = Array.from({ length: 21 }, (_, order) => ({ order, deadline: 0 }))
      const inside = new Set<(typeof things)[number]>()
      const queue = new Deadlines<(typeof things)[number]>()
      let time = 0
      for (const [which, later, passing] of moves) {
        const thing = things[which]!
        thing.deadline = Math.max(inside.has(thing) ? thing.deadline : 0, time + later)
        inside.add(thing)
        queue.put(thing)
        time += passing % 5
        const due = [...inside].filter(({ deadline }) => deadline < time)
        due.sort((a, b) => a.deadline - b.deadline || a.order - b.order)
        expect(queue.before(time)).toEqual(due)
        for (const one of due) inside.delete(one)
      }
      queue.clear()
      expect(queue.before(Number.POSITIVE_INFINITY)).toEqual([])
    }),
    { seed: propertySeed },
  )
})
