import type { Command } from 'commander'
import { columns, count, port, speed } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/**
 * Adds the command `simulate`.
 *
 * @param end gets the exit code
 */
export function addSimulate(rxcast: Command, terminal: Terminal, end: (code: number) => void): void {
  rxcast
    .command('simulate')
    .summary('play a file as a live feed, to watch live forecasting')
    .description(
      'Plays the rows of a file at the pace of their times, to a broker, WebSockets or HTTP, for a pipeline with a live source. It begins when somebody connects, and ends with the file.',
    )
    .argument('<file>', 'CSV, TSV, NDJSON, JSON or .xlsx, also .gz; an http(s) address; - is standard input')
    .option('--mqtt [url]', 'publish to this broker; without an address, to one that is started here')
    .option('--kafka <brokers>', 'send to a topic of these brokers, host:port with commas between them')
    .option('--ws', 'send to all that connect to a WebSocket server, started here')
    .option('--http', 'answer requests with the rows so far, with an ETag')
    .option('--speed <factor>', 'how many times faster than the times of the file; max: as fast as possible', speed, 1)
    .option('--now', 'send the present as the time of each row')
    .option('--repeat', 'begin again at the end, with times that go on')
    .option('--port <port>', 'port of the server; 0 takes any free one (default: 7071)', port)
    .option('--topic <topic>', 'topic of Kafka, or of MQTT with columns in braces: weather/{city} (default: by file)')
    .option(
      '--key <columns>',
      'columns that are the key of a record of Kafka (default: those that tell series apart)',
      columns,
    )
    .option('--partitions <number>', 'partitions of a topic of Kafka that is not there yet (default: 4)', count)
    .option('--retain', 'let the broker keep the last row of each topic')
    .option('--time <columns>', 'column of the time, or several that make it up: year,month,day', columns)
    .option('--target <columns>', 'what a pipeline for the feed forecasts', columns)
    .option('--by <columns>', 'columns that tell series apart', columns)
    .option('--zone <name>', 'zone of times without an offset, such as Europe/Berlin')
    .option('--init <file>', 'write a pipeline for the feed')
    .option('-f, --force', 'overwrite it')
    .option('--run <pipeline>', 'also run this pipeline, with the dashboard')
    .addHelpText('after', '\nExample:\n  rxcast simulate weather.csv --mqtt --speed 86400 --init live.yaml')
    .action(async (file: string, options) => {
      const { simulate } = await import('./simulate.ts')
      end(await simulate(file, options, terminal))
    })
}
