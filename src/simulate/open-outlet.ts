import { httpOutlet } from './http-outlet.ts'
import { type KafkaOutletOptions, kafkaOutlet } from './kafka-outlet.ts'
import { atBroker, ownBroker } from './mqtt-outlet.ts'
import type { Outlet } from './outlet.ts'
import { webSocketOutlet } from './web-socket-outlet.ts'

/** How a file is played. */
export type Way =
  | { readonly mqtt: true | string; readonly topic: string; readonly retain: boolean }
  | { readonly kafka: KafkaOutletOptions }
  | { readonly ws: true }
  | { readonly http: true }

/** Beside the port of the page. */
export const defaultPort = 7071

/**
 * Opens what a file is played through.
 *
 * @param port of a server of its own; 0 is any free one
 * @throws ConfigError if the port is taken, a broker cannot be reached, or a package is not installed
 */
export function openOutlet(way: Way, port: number = defaultPort): Promise<Outlet> {
  if ('ws' in way) return webSocketOutlet(port)
  if ('http' in way) return httpOutlet(port)
  if ('kafka' in way) return kafkaOutlet(way.kafka)
  return way.mqtt === true ? ownBroker(port, way) : atBroker(way.mqtt, way)
}
