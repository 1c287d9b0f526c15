// Makes networks, each of other sizes, until there is no memory for more, and prints how that ended and that the others still work.
import { Lstm } from '../../../src/lstm/lstm.ts'

const networks: Lstm[] = []
try {
  for (let rows = 10; rows < 1000; rows++)
    networks.push(new Lstm({ inputs: 1, leads: [1], hidden: 2, window: 1, memory: rows }))
} catch (error) {
  const { name, message } = error as Error
  const live = networks.filter((network) => network.step(Float64Array.of(1)).every(Number.isFinite))
  console.log(`${name} ${message}; ${live.length} live on`)
}
