import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import type { Type } from 'avsc'
import { ConfigError } from '../errors.ts'
import { AvroError, readAvro } from './avro-reader.ts'
import { type SchemaParser, schemaParser } from './avro-schema.ts'
import { SchemaRegistry } from './schema-registry.ts'

/** How the values of records are written. */
export interface ValueFormat {
  readonly format: 'json' | 'csv' | 'avro'
  /** File with the schema of Avro. */
  readonly schema?: string | undefined
  /** Address of the registry of schemas. */
  readonly registry?: string | undefined
}

/** The text of a value, JSON or CSV; or why it cannot be read, with what it holds. */
export type ValueText = string | { readonly raw: string; readonly reason: string }

/** Turns the value of a record into text; a promise if a schema must be fetched first. */
export type ValueDecoder = (value: Uint8Array) => ValueText | Promise<ValueText>

/**
 * A decoder of the values of records: JSON and CSV are texts in UTF-8, values of Avro become JSON.
 *
 * @param word for errors
 * @param resolve makes a path absolute
 * @throws ConfigError if the schema cannot be read, or `avsc` is not installed
 */
export async function valueDecoder(
  word: string,
  { format, registry, schema }: ValueFormat,
  resolve: (path: string) => string,
): Promise<ValueDecoder> {
  if (format === 'csv') return (value) => textOf(value)
  if (format === 'json') return (value) => textOf(isFramed(value) ? value.subarray(frame) : value)
  const parse = await schemaParser(word)
  if (registry !== undefined) return framedDecoder(new SchemaRegistry(word, registry, parse))
  const type = await schemaIn(word, schema!, resolve, parse)
  return (value) => {
    const text = avroText(type, value)
    if (typeof text === 'string' || !isFramed(value)) return text
    return { ...text, reason: `${text.reason}; if a registry has it as schema ${idIn(value)}, set registry` }
  }
}

/** Bytes before a value that name its schema: 0, and the id in big-endian order (Confluent's wire format). */
const frame = 5
const isFramed = (value: Uint8Array) => value.length > frame && value[0] === 0
const idIn = (value: Uint8Array) => new DataView(value.buffer, value.byteOffset).getUint32(1)

function framedDecoder(registry: SchemaRegistry): ValueDecoder {
  return (value) => {
    if (!(value.length >= frame && value[0] === 0)) {
      const reason = `expected 0 and the id of a schema before the value, got ${shown(value.subarray(0, frame))}; set schema instead of registry if values have none`
      return { raw: hex(value), reason }
    }
    const content = value.subarray(frame)
    const text = (type: Type | string) =>
      typeof type === 'string' ? { raw: hex(value), reason: `expected ${type}` } : avroText(type, content)
    const id = idIn(value)
    const cached = registry.cached(id)
    return cached === undefined ? registry.fetched(id).then(text) : text(cached)
  }
}

function avroText(type: Type, value: Uint8Array): ValueText {
  try {
    return JSON.stringify(readAvro(type, value))
  } catch (error) {
    if (!(error instanceof AvroError)) throw error
    const name = type.name ?? type.typeName
    return { raw: hex(value), reason: `expected a value of the Avro schema ${name}, got ${error.message}` }
  }
}

function textOf(value: Uint8Array): ValueText {
  const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()
  if (text.trim() === '') return { raw: text, reason: 'expected a row, got an empty value' }
  return isUtf8(value) ? text : { raw: text, reason: 'expected text in UTF-8, got other bytes; is format right?' }
}

/** @throws ConfigError if there is no schema in the file */
async function schemaIn(
  word: string,
  path: string,
  resolve: (path: string) => string,
  parse: SchemaParser,
): Promise<Type> {
  const problem = (got: string, cure: string) => {
    const message = `expected a file with a schema of Avro, got ${got} for ${path}; ${cure}`
    return new ConfigError([{ where: `${word}.schema:`, message }])
  }
  let text: string
  try {
    text = await readFile(resolve(path), 'utf8')
  } catch (error) {
    throw problem(String((error as NodeJS.ErrnoException).code), 'correct the path')
  }
  try {
    return parse(text)
  } catch (error) {
    throw problem(`"${(error as Error).message}"`, 'correct the schema')
  }
}

/** Characters of a value that is shown, at most, in hexadecimal digits. */
const mostShown = 65_536

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, mostShown / 2)).toString('hex')
const shown = (bytes: Uint8Array) => (bytes.length === 0 ? 'an empty value' : hex(bytes))
