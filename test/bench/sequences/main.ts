import { from } from 'rxjs'
import { classify } from '../../../src/operators/classify.ts'
import { speeds } from './speed.ts'
import { tasks } from './tasks.ts'

// `npm run bench:sequences`: what classify makes of sequences whose order matters or not, and the speed of the kernel over
// whole sequences beside the reference.

console.log('log loss and accuracy over the second half\n')
for (const [name, examples] of Object.entries(tasks)) {
  const sums = new Map<string, { loss: number; right: number }>()
  const half = Math.floor(examples.length / 2)
  let at = 0
  from(examples)
    .pipe(classify({ classes: ['0', '1'] }))
    .subscribe(({ probabilities, experts, example }) => {
      if (at++ < half) return
      for (const [expert, answer] of Object.entries({ ...experts, mixture: probabilities })) {
        const sum = sums.get(expert) ?? { loss: 0, right: 0 }
        const p = answer[example.label]!
        sums.set(expert, { loss: sum.loss - Math.log(p), right: sum.right + Number(p > 0.5) })
      }
    })
  const count = examples.length - half
  const cells = [...sums].map(
    ([expert, { loss, right }]) => `${expert} ${(loss / count).toFixed(3)} ${((100 * right) / count).toFixed(0)} %`,
  )
  console.log(`${name.padEnd(8)} ${cells.join('   ')}`)
}

console.log('\nµs a step of a sequence, forwards and backwards with its part of the update\n')
for (const line of speeds()) console.log(line)
