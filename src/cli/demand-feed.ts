import { ConfigError } from '../errors.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'

/**
 * Refuses a pipeline whose source connects to something else than the feed that is played for it.
 *
 * @param file the pipeline
 * @param feed address of the feed
 * @param isBroker whether the feed is at a broker that runs already, which can have several addresses
 * @throws ConfigError with both addresses
 */
export function demandFeed(file: string, feed: string, isBroker: boolean): void {
  const { source, expand = (text) => text, hide = (text) => text, locate } = loadPipeline(file)
  const { url } = source.argument as { url?: unknown }
  if (typeof url !== 'string') return
  const [own, played] = [new URL(expand(url)), new URL(feed)]
  const isSame =
    hostOf(own) === hostOf(played) && (own.protocol === played.protocol ? portOf(own) === portOf(played) : isBroker)
  if (isSame) return
  const { name } = source.word
  const port = own.protocol === played.protocol && isLoopback(own) && isLoopback(played) && !isBroker
  const cure = port ? `play at its port with --port ${portOf(own)}, or ` : ''
  throw new ConfigError([
    {
      where: locate(['source', name, 'url']),
      message: `${name}.url: expected the feed, ${feed}, got ${hide(`${own.protocol}//${own.host}`)}; ${cure}set url to ${feed}`,
    },
  ])
}

/** Ports by default of protocols of which a URL does not know them. */
const ports: Readonly<Record<string, string>> = { 'http:': '80', 'ws:': '80', 'mqtt:': '1883', 'mqtts:': '8883' }

const portOf = ({ port, protocol }: URL) => port || (ports[protocol] ?? '443')

const isLoopback = ({ hostname }: URL) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)

const hostOf = (address: URL) => (isLoopback(address) ? 'localhost' : address.hostname)
