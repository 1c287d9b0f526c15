import { expect, it } from 'vitest'
import { Instruments, promClient } from '../../src/operations/instruments.ts'
import { exposition } from './exposition.ts'

it('instruments are read when they are asked, and leave out what has no value', async () => {
  const make = new Instruments(await promClient())
  let level: number | undefined
  let sum = 1
  make.gauge('level', 'A level.', () => level)
  make.counter('sum_total', 'A sum.', () => sum)
  make.gauges('by', 'By label.', ['x'], (set) => {
    set(1, { x: 'a"\\\n' })
    set(Number.NaN, { x: 'b' })
  })
  const observe = make.histogram('size', 'Sizes.', [1, 2])
  for (const value of [0.5, 1.5, 9]) observe(value)
  const read = async () => {
    const samples = exposition(await make.registry.metrics()).flatMap((family) => family.samples)
    return samples.map(({ name, labels, value }) => [name, ...Object.values(labels), value])
  }
  const rest = [
    ['by', 'a"\\\n', 1],
    ['size_bucket', '1', 1],
    ['size_bucket', '2', 2],
    ['size_bucket', '+Inf', 3],
    ['size_sum', 11],
    ['size_count', 3],
  ]
  expect(await read()).toEqual([['sum_total', 1], ...rest])
  level = -2.5
  sum = 4
  expect(await read()).toEqual([['level', -2.5], ['sum_total', 4], ...rest])
})

it('two sets of instruments do not meet', async () => {
  const prom = await promClient()
  for (const value of [1, 2]) {
    const make = new Instruments(prom)
    make.gauge('level', 'A level.', () => value)
    expect(await make.registry.metrics()).toContain(`level ${value}\n`)
  }
  expect(await prom.register.metrics()).not.toContain('level')
})
