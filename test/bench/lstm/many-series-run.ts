// One task in a process of its own: told numbers of rounds, each answered with the microseconds of processor time that a series took in one.
import { Lstm } from '../../../src/lstm/lstm.ts'
import { Random } from '../../../src/lstm/random.ts'
import { SharedLstm } from '../../../src/lstm/shared-lstm.ts'

export interface SharedTask {
  /** `infer`: one step of all series in one call. `learn`: of each series learn and step, then the update; `own` is the same with weights of their own. */
  readonly task: 'infer' | 'learn' | 'own'
  readonly inputs: number
  readonly hidden: number
  readonly leads: number
  readonly series: number
}

function runner({ task, inputs, hidden, leads, series }: SharedTask): () => void {
  const random = new Random(1)
  const numbers = (length: number) => Float64Array.from({ length }, () => 2 * random.uniform() - 1)
  const options = { inputs, hidden, leads: Array.from({ length: leads }, (_, i) => i + 1), memory: 128, seed: 1 }
  const x = numbers(series * inputs)
  const targets = numbers(leads)
  if (task === 'own') {
    const networks = Array.from({ length: series }, () => new Lstm(options))
    return () =>
      networks.forEach((lstm, i) => {
        lstm.learn(targets)
        lstm.step(x.subarray(i * inputs, (i + 1) * inputs))
      })
  }
  const shared = new SharedLstm(options)
  const members = Array.from({ length: series }, (_, i) => shared.join(`series ${i}`))
  if (task === 'infer') return () => shared.stepAll(members, x)
  return () => {
    members.forEach((member, i) => {
      member.learn(targets)
      member.step(x.subarray(i * inputs, (i + 1) * inputs))
    })
    shared.apply()
  }
}

if (process.send) {
  const task = JSON.parse(process.argv[2]!) as SharedTask
  const round = runner(task)
  process.on('message', (rounds: number) => {
    const begun = process.cpuUsage()
    for (let i = 0; i < rounds; i++) round()
    const { user, system } = process.cpuUsage(begun)
    process.send!((user + system) / rounds / task.series)
  })
}
