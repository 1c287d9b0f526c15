import { ConfigError } from '../errors.ts'

export type PromClient = typeof import('prom-client')
type Labels = Readonly<Record<string, string>>
type Set = (value: number | undefined, labels?: Labels) => void

/**
 * Loads the package `prom-client`.
 *
 * @throws ConfigError if it is not installed
 */
export async function promClient(
  load: () => Promise<PromClient> = async () => (await import('prom-client')).default,
): Promise<PromClient> {
  try {
    return await load()
  } catch {
    const message = 'expected the package prom-client, got none; npm install prom-client'
    throw new ConfigError([{ where: 'metrics:', message }])
  }
}

/** Metrics of a registry of their own, whose values are read when they are asked for. */
export class Instruments {
  readonly registry: InstanceType<PromClient['Registry']>
  private readonly prom: PromClient

  constructor(prom: PromClient) {
    this.prom = prom
    this.registry = new prom.Registry()
  }

  /** A value that rises and falls; without a value there is no line. */
  gauge(name: string, help: string, read: () => number | undefined): void {
    this.gauges(name, help, [], (set) => set(read()))
  }

  gauges(name: string, help: string, labelNames: readonly string[], read: (set: Set) => void): void {
    new this.prom.Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect() {
        this.reset()
        if (labelNames.length === 0) this.remove()
        read((value, labels = {}) => {
          if (value !== undefined && Number.isFinite(value)) this.set(labels, value)
        })
      },
    })
  }

  /** A sum that is kept elsewhere and only grows. */
  counter(name: string, help: string, read: () => number): void {
    this.counters(name, help, [], (set) => set(read()))
  }

  counters(name: string, help: string, labelNames: readonly string[], read: (set: Set) => void): void {
    new this.prom.Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect() {
        this.reset()
        read((value, labels = {}) => this.inc(labels, value ?? 0))
      },
    })
  }

  /** A distribution. Returns a function that adds a value. */
  histogram(name: string, help: string, buckets: readonly number[]): (value: number) => void {
    const registers = [this.registry]
    const histogram = new this.prom.Histogram({ name, help, buckets: [...buckets], registers })
    return (value) => histogram.observe(value)
  }
}
