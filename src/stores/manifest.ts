import { setImmediate } from 'node:timers/promises'
import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import { storeFile } from './file-names.ts'
import { sha256 } from './sha256.ts'

/** Where the bytes of a key are, and their SHA-256. */
export interface Entry {
  readonly file: string
  readonly offset: number
  readonly length: number
  readonly sha256: string
}

/** One commit: its keys and when it was made. */
export interface Manifest {
  readonly number: number
  /** ISO 8601 */
  readonly written: string
  readonly entries: ReadonlyMap<string, Entry>
}

/** Incremented when older folders become unreadable. */
const formatVersion = 1

const count = z.int().check(z.minimum(0))
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const file = z.string().check(z.refine((name) => storeFile(name)?.kind === 'data'))
const version = z.object({ format: count })
const schema = z.strictObject({
  format: z.literal(formatVersion),
  number: count,
  written: z.iso.datetime(),
  entries: z.array(z.tuple([z.string(), file, count, count, hash])),
})

/** The end of a manifest; all bytes before it are what the hash is of. */
const ending = (hash: string) => `,\n"sha256": "${hash}"\n}\n`
const endingLength = ending(''.padEnd(64)).length

/** Lines that are written without a turn of the event loop. */
const linesAtOnce = 1000

/** A manifest as bytes: JSON, an entry a line, its own SHA-256 last. */
export async function manifestBytes({ number, written, entries }: Manifest): Promise<Uint8Array> {
  const head = `{\n"format": ${formatVersion},\n"number": ${number},\n"written": "${written}",\n"entries": [\n`
  const parts = [Buffer.from(head)]
  const lines: string[] = []
  for (const [key, { file, offset, length, sha256 }] of entries) {
    lines.push(JSON.stringify([key, file, offset, length, sha256]))
    if (lines.length < linesAtOnce) continue
    parts.push(Buffer.from(`${lines.splice(0).join(',\n')}${parts.length * linesAtOnce < entries.size ? ',' : ''}\n`))
    await setImmediate()
  }
  parts.push(Buffer.from(lines.length > 0 ? `${lines.join(',\n')}\n]` : ']'))
  const hashed = Buffer.concat(parts)
  return Buffer.concat([hashed, Buffer.from(ending(await sha256(hashed)))])
}

/**
 * Reads a manifest.
 *
 * @param number that of its name
 * @throws DataError if a byte differs from what was written, or it is of another version
 */
export async function parseManifest(bytes: Uint8Array, number: number): Promise<Manifest> {
  const hashed = bytes.subarray(0, Math.max(0, bytes.length - endingLength))
  const found = Buffer.from(bytes.subarray(hashed.length)).toString('latin1')
  if (found !== ending(await sha256(hashed))) throw new DataError('its manifest is cut off or altered')
  const json = parsed(`${Buffer.from(hashed).toString()}}`)
  const format = version.safeParse(json).data?.format
  if (format !== undefined && format !== formatVersion) throw new OtherVersion(format)
  const manifest = schema.safeParse(json).data
  if (!manifest) throw new DataError('its manifest is not of this format')
  if (manifest.number !== number) throw new DataError(`its manifest is that of checkpoint ${manifest.number}`)
  const entries = manifest.entries.map(
    ([key, file, offset, length, sha256]) => [key, { file, offset, length, sha256 }] as const,
  )
  return { number, written: manifest.written, entries: new Map(entries) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A whole manifest of another version of the format. */
export class OtherVersion extends DataError {
  constructor(format: number) {
    super(`expected version ${formatVersion} of the format, got ${format}; use the version of rxcast that made it`)
  }
}
