import { expect, it } from 'vitest'
import { Inheritance } from '../../src/forecaster/inheritance.ts'
import { Priors } from '../../src/forecaster/priors.ts'

const part = (...learned: number[][]) => {
  const views = learned.map((numbers) => Float64Array.from(numbers))
  return {
    learned: views,
    inherit(means: readonly Float64Array[]) {
      for (const [i, mean] of means.entries()) views[i]!.set(mean)
    },
    numbers: () => views.map((view) => [...view]),
  }
}

it('parts begin with the means of what others passed on, each by its name', () => {
  const priors = new Priors()
  const begin = (...parts: (readonly [string, object])[]) =>
    new Inheritance(parts, (name, size) => priors.of(name, size))
  begin(['a', part([1, 2], [3])], ['b', part([9])], ['other', {}]).passOn(4)
  begin(['a', part([3, 4], [5])]).passOn(4)
  const early = part([0, 0], [0])
  begin(['a', early])
  expect(early.numbers()).toEqual([[0, 0], [0]])
  priors.apply()
  const [a, b] = [part([0, 0], [0]), part([0])]
  begin(['b', b], ['a', a])
  expect(a.numbers()).toEqual([[2, 3], [4]])
  expect(b.numbers()).toEqual([[9]])
})
