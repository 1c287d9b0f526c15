import { seal } from '../../src/state/format.ts'

const headLength = 20

/** A snapshot with some bytes of its body replaced, under a checksum that is right. */
export function forged(bytes: Uint8Array, changes: readonly (readonly [at: number, byte: number])[]): Uint8Array {
  const copy = bytes.slice()
  for (const [at, byte] of changes) copy[headLength + (at % (copy.length - headLength))] = byte
  return seal(copy)
}

/** A snapshot in which each stored text that equals `from` is `to`, under a checksum that is right. */
export function withText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const [old, next] = [stored(from), stored(to)]
  const buffer = Buffer.from(bytes)
  const parts: Uint8Array[] = []
  let done = 0
  for (let at = buffer.indexOf(old); at >= 0; at = buffer.indexOf(old, done)) {
    parts.push(buffer.subarray(done, at), next)
    done = at + old.length
  }
  if (done === 0) throw new Error(`no text ${from}`)
  return seal(new Uint8Array(Buffer.concat([...parts, buffer.subarray(done)])))
}

/** A text as a snapshot holds it: its length in LEB128, then its UTF-8. */
function stored(text: string): Buffer {
  const encoded = Buffer.from(text)
  const length: number[] = []
  let rest = encoded.length
  for (; rest > 0x7f; rest >>= 7) length.push(0x80 | (rest & 0x7f))
  return Buffer.concat([Buffer.from([...length, rest]), encoded])
}

/** Where the body has readable text: names, plans and settings. */
export function textPlaces(bytes: Uint8Array): number[] {
  const readable = (at: number) => bytes[at]! >= 32 && bytes[at]! < 127
  const places: number[] = []
  for (let at = headLength + 1; at < bytes.length - 1; at++)
    if (readable(at - 1) && readable(at) && readable(at + 1)) places.push(at - headLength)
  return places
}

/** A change of a snapshot's body, at a share of its length. */
export interface Splice {
  readonly at: number
  /** Bytes that are cut out. */
  readonly cut: number
  /** Bytes that are put there. */
  readonly bytes: readonly number[]
  /** Whether they are put over others, besides those cut out. */
  readonly over: boolean
}

/** A snapshot with parts of its body cut out or put in, under a length and a checksum that are right. */
export function spliced(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  let body = Buffer.from(bytes.subarray(headLength))
  for (const { at, cut, bytes: put, over } of splices) {
    const from = Math.floor(at * body.length)
    const rest = body.subarray(from + cut + (over ? put.length : 0))
    body = Buffer.concat([body.subarray(0, from), Buffer.from(put), rest])
  }
  return seal(new Uint8Array(Buffer.concat([bytes.subarray(0, headLength), body])))
}
