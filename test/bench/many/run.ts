// One run of `bench:many`, in a process of its own: forecasts a pipeline file and says what it took.
import { loadPipeline, runPipeline } from '../../../dist/node.js'

const before = process.memoryUsage().rss
let first: { readonly at: number; readonly rows: number; readonly cpu: NodeJS.CpuUsage } | undefined
const onProgress = ({ rows }: { readonly rows: number }) => {
  if (rows > 0) first ??= { at: performance.now(), rows, cpu: process.cpuUsage() }
}
process.on('message', async () => {
  const { rows } = await runPipeline(loadPipeline(process.argv[2]!), { onProgress })
  const after = rows.rows - first!.rows
  const { user, system } = process.cpuUsage(first!.cpu)
  process.send!({
    perSecond: (1000 * after) / (performance.now() - first!.at),
    cpuMicros: (user + system) / after,
    bytes: process.memoryUsage().rss - before,
  })
  process.disconnect()
})
process.send!('ready')
