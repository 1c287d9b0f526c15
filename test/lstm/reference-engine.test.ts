import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/lstm/create-engine.ts'
import { Schedule } from '../../src/lstm/schedule.ts'
import { relativeGap, setNumbers } from './engine-pair.ts'
import { Solo } from './solo.ts'
import { flat, load, names } from './vector.ts'

const engines = [
  { kind: 'reference', bound: 1e-9 },
  { kind: 'wasm', bound: 1e-5 },
] as const

for (const { kind, bound } of engines)
  describe(`the engine ${kind}, against PyTorch in float64`, () => {
    for (const name of names) {
      const vector = load(name)
      const { input: inputs, hidden, steps, outputs, lossAt, adam } = vector
      const within = (a: ArrayLike<number>, b: ArrayLike<number>) => expect(relativeGap(a, b)).toBeLessThan(bound)

      it(`has every gate, state, loss, gradient and Adam step of "${name}" within ${bound} of the largest`, () => {
        const shape = { inputs, hidden, outputs, targets: outputs, layers: 1, channels: 1 }
        const made = createEngine(kind, {
          ...shape,
          storeRows: steps,
          window: steps,
          windows: 1,
          members: 1,
          loss: 'squared',
          clipNorm: adam.clipNorm,
        })
        const engine = new Solo(made)
        const states = new Float64Array((steps + 2) * 2 * hidden)
        states.set([...vector.h0, ...vector.c0], (steps + 1) * 2 * hidden)
        setNumbers(engine, { states })
        engine.parameters = flat(vector.parameters)

        const seen = { i: [], f: [], o: [], candidate: [], cell: [], hidden: [], prediction: [] } as Record<
          keyof typeof vector.trace,
          number[]
        >
        for (let t = 0; t < steps; t++) {
          const prediction = new Float64Array(outputs)
          expect(engine.step(t, vector.x[t]!, prediction)).toBe(true)
          const [cell] = engine.cells
          seen.i.push(...Array.from(cell!.input))
          seen.f.push(...Array.from(cell!.forget))
          seen.o.push(...Array.from(cell!.output))
          seen.candidate.push(...Array.from(cell!.candidate))
          seen.cell.push(...Array.from(cell!.cell))
          seen.hidden.push(...Array.from(cell!.state))
          seen.prediction.push(...prediction)
          if (lossAt === 'all' || t === steps - 1)
            vector.target[lossAt === 'all' ? t : vector.target.length - 1]!.forEach((target, i) => {
              engine.setTarget(t, 0, i, target)
            })
        }
        for (const [part, numbers] of Object.entries(vector.trace)) within(seen[part as 'i'], numbers.flat())

        const schedule = new Schedule(adam.lr, 0)
        for (const step of adam.steps) {
          const { learned, loss, gradientNorm } = engine.learn([0], steps, schedule.next)
          expect(learned).toBe(true)
          within([loss], [step.loss])
          within([gradientNorm], [step.gradientNorm])
          if (schedule.count === 0) within(engine.gradient, flat(vector.gradients))
          schedule.advance()
        }
        within(engine.parameters, flat(adam.parametersAfter))
      })
    }
  })
