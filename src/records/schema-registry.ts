import type { Type } from 'avsc'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import { requestTo } from '../sources/request-to.ts'
import type { SchemaParser } from './avro-schema.ts'

/** A schema as the registry answers it. Absent `schemaType`: Avro. */
interface Registered {
  readonly schema: string
  readonly schemaType?: string
  readonly references?: readonly { readonly subject: string; readonly version: number }[]
}

/** Milliseconds that an answer may take. */
const timeoutMs = 10_000
/** Ids without a schema that are remembered: those of damaged bytes can be any. */
const mostUnknown = 1000

/**
 * The schemas of a registry by their ids; each is fetched once. The addresses are those of Confluent's registry, which
 * Apicurio, Karapace and Redpanda have too.
 */
export class SchemaRegistry {
  private readonly url: string
  private readonly word: string
  private readonly parse: SchemaParser
  private readonly known = new Map<number, Type>()
  private readonly unknown = new Map<number, string>()
  /** Requests that have no answer yet, by id. */
  private readonly asking = new Map<number, Promise<Type | string>>()
  private everAnswered = false

  /** @param url of the registry, with user and password if it asks for them */
  constructor(word: string, url: string, parse: SchemaParser) {
    this.word = word
    this.url = url
    this.parse = parse
  }

  /** The type of an id that was fetched, or why there is none; undefined if it was not fetched yet. */
  cached(id: number): Type | string | undefined {
    return this.known.get(id) ?? this.unknown.get(id)
  }

  /**
   * Fetches the schema of an id.
   *
   * @returns its type, or why a value with this id cannot be read
   * @throws ConfigError if the registry refuses the first request; another error if it gives no answer
   */
  fetched(id: number): Promise<Type | string> {
    const asking = this.asking.get(id) ?? this.find(id).finally(() => this.asking.delete(id))
    this.asking.set(id, asking)
    return asking
  }

  private async find(id: number): Promise<Type | string> {
    const found = await this.ask(`schemas/ids/${id}`)
    const type = found === undefined ? `a schema in the registry, got none with id ${id}` : await this.typeOf(found, id)
    if (typeof type !== 'string') this.known.set(id, type)
    else {
      if (this.unknown.size >= mostUnknown) this.unknown.clear()
      this.unknown.set(id, type)
    }
    return type
  }

  private async typeOf(registered: Registered, id: number): Promise<Type | string> {
    const { schema, schemaType = 'AVRO' } = registered
    if (schemaType !== 'AVRO') return `a schema of Avro, got ${schemaType} with id ${id}`
    try {
      return this.parse(schema, await this.referencedBy(registered))
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof ConfigError) throw error
      return `a schema of Avro, got "${(error as Error).message}" for id ${id}`
    }
  }

  /** The schemas that a schema uses, each after those that it uses itself. */
  private async referencedBy({ references = [] }: Registered, seen = new Set<string>()): Promise<string[]> {
    const schemas: string[] = []
    for (const { subject, version } of references) {
      const path = `subjects/${encodeURIComponent(subject)}/versions/${version}`
      if (seen.has(path)) continue
      seen.add(path)
      const found = await this.ask(path)
      if (found === undefined) throw new Error(`no version ${version} of ${subject}`)
      schemas.push(...(await this.referencedBy(found, seen)), found.schema)
    }
    return schemas
  }

  /** Undefined if the registry has nothing there. */
  private async ask(path: string): Promise<Registered | undefined> {
    const { address, headers } = requestTo(this.url, { accept: 'application/vnd.schemaregistry.v1+json' })
    address.pathname = `${address.pathname.replace(/\/+$/, '')}/${path}`
    const name = `schema registry ${shownAddress(this.url)}`
    let status: number
    try {
      const answer = await fetch(address, { headers, signal: AbortSignal.timeout(timeoutMs) })
      status = answer.status
      if (answer.ok) {
        const found = (await answer.json()) as Registered
        if (typeof found.schema !== 'string') throw new Error('an answer without a schema')
        this.everAnswered = true
        return found
      }
      await answer.body?.cancel()
    } catch (error) {
      const { cause, message } = error as Error
      throw new NoAnswer(`${name}: ${(cause as Error | undefined)?.message || message}`)
    }
    if (status === 404) {
      this.everAnswered = true
      return undefined
    }
    if (!this.everAnswered && [400, 401, 403, 405, 410].includes(status)) {
      const message = `expected schemas at ${shownAddress(this.url)}, got HTTP ${status}; check the address, user and password`
      throw new ConfigError([{ where: `${this.word}.registry:`, message }])
    }
    throw new NoAnswer(`${name}: HTTP ${status}`)
  }
}

/** The registry cannot be asked at the moment. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}
