import type { Schema, Type } from 'avsc'
import { loadPeer } from '../peers/load-peer.ts'
import { logicalNames, markedType } from './avro-logical.ts'

/** Makes a type of the JSON text of a schema. @throws Error if it is not a schema */
export type SchemaParser = (text: string, referenced?: readonly string[]) => Type

/**
 * Loads what reads schemas of Avro.
 *
 * @param word that needs it
 * @returns a function of a schema, and of those whose names it uses, each after those that it uses itself
 * @throws ConfigError if `avsc` is not installed
 * @example
 * const parse = await schemaParser('kafka')
 * parse('{ "type": "record", "name": "Reading", "fields": [{ "name": "temp", "type": "double" }] }')
 */
export async function schemaParser(word: string): Promise<SchemaParser> {
  const { default: avro } = await loadPeer('avsc', word, () => import('avsc'))
  const Marked = markedType(avro.types.LogicalType)
  const logicalTypes = Object.fromEntries(logicalNames.map((name) => [name, Marked]))
  return (text, referenced = []) => {
    // The types of one schema know each other by their names in the registry.
    const options = { registry: {}, logicalTypes, wrapUnions: 'always' as const }
    for (const one of referenced) avro.Type.forSchema(JSON.parse(one) as Schema, options)
    return avro.Type.forSchema(JSON.parse(text) as Schema, options)
  }
}
