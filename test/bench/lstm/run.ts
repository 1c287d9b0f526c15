// One engine in a process of its own: told a task, then numbers of observations, each answered with the microseconds of processor time that one took.
import { Lstm } from '../../../src/lstm/lstm.ts'
import { Random } from '../../../src/lstm/random.ts'
import type { Task } from './tasks.ts'

/** Runs a task as a stream of observations and keeps going. */
function runner(task: Task, engine: 'wasm' | 'reference'): (observations: number) => number {
  const { inputs, hidden, window, batch, channels, leads, loss } = task
  const learns = task.task !== 'infer'
  const lstm = new Lstm({
    inputs,
    hidden,
    window,
    channels,
    replays: batch / channels - 1,
    leads: Array.from({ length: leads }, (_, i) => i + 1),
    memory: 1024,
    learningRate: 1e-3,
    seed: 1,
    engine,
    ...loss,
  })
  const random = new Random(1)
  const x = new Float64Array(channels * inputs)
  const targets = new Float64Array(channels * leads)
  const fill = (numbers: Float64Array) => {
    if (task.task === 'constant-stream') return
    for (let i = 0; i < numbers.length; i++)
      numbers[i] = task.task === 'faint-stream' ? 1e-30 : 2 * random.uniform() - 1
  }
  const target = () =>
    loss?.loss === 'logistic' || loss?.loss === 'softmax' ? random.below(loss.classes ?? 2) : 2 * random.uniform() - 1
  return (observations) => {
    const begun = process.cpuUsage()
    for (let i = 0; i < observations; i++) {
      if (learns) {
        if (task.loss) for (let i = 0; i < targets.length; i++) targets[i] = target()
        else fill(targets)
        lstm.learn(targets)
      }
      fill(x)
      lstm.step(x)
    }
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / observations
  }
}

const [task, engine] = JSON.parse(process.argv[2]!) as [Task, 'wasm' | 'reference']
const run = runner(task, engine)
process.on('message', (observations: number) => process.send!(run(observations)))
