import { type Command, Option } from 'commander'
import { count, port, size, wholeNumber } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** Adds the command `worker`. @param ended called with the exit code */
export function addWorker(rxcast: Command, terminal: Terminal, ended: (code: number) => void): void {
  rxcast
    .command('worker')
    .summary('run a pipeline on the partitions of a topic of Kafka, with other workers')
    .description(
      'Runs a pipeline whose source and sinks are topics of Kafka, together with all workers of its group: each has some of the partitions, and takes over those of a worker that ends. SIGTERM and Ctrl-C end it with everything committed and exit code 0.',
    )
    .argument('<pipeline>', 'pipeline file')
    .option('--create-topics', 'create the topics that are not there')
    .option(
      '--partitions <number>',
      'partitions of topics that are created (default: those of the input, or 16)',
      count,
    )
    .option('--replicas <number>', 'copies of each partition that is created (default: as the brokers are set)', count)
    .option('-q, --quiet', 'print only problems')
    .option('--seed <number>', 'seed, in place of the pipeline’s', wholeNumber)
    .option('--max-memory <size>', 'most memory a step, or the series of a partition, may need, such as 2GB', size)
    .option('--max-active <number>', 'series of a partition in memory at once; the others wait in a file', count)
    .option('--dashboard [port]', 'show all series of the group in the browser', port)
    .option('--host <host>', 'address to bind the dashboard to; other machines need a token')
    .option('--metrics [port]', 'serve /metrics, /healthz and /readyz, with the page or at port 9464', port)
    .addOption(new Option('--log <format>', 'print events on stderr as lines of JSON').choices(['json']))
    .addHelpText('after', '\nExample:\n  rxcast worker pipelines/kafka/weather.yaml --create-topics --partitions 8')
    .action(async (file: string, options) => {
      if (options.log === 'json') {
        const { loggedWorker } = await import('./worker-logged.ts')
        ended(await loggedWorker(file, options, terminal))
        return
      }
      const { worker } = await import('./worker.ts')
      ended(await worker(file, options, terminal))
    })
}
