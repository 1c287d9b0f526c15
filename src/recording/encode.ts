import type { DecodedFrame, Frame, Recording } from './wire.ts'

/** A frame as it is sent, with its numbers in base64. */
export const encodeFrame = ({ exact, differences, inside, at, ...rest }: DecodedFrame): Frame => ({
  ...rest,
  exact: base64(exact),
  differences: base64(differences),
  inside: base64(inside),
  at,
})

/** A recording as it is sent and embedded. */
export const encodeRecording = ({ run, frame, marks, status }: Recording<DecodedFrame>): Recording => ({
  run,
  frame: frame && encodeFrame(frame),
  marks,
  status,
})

/** Every machine that Node runs on is little-endian, as is the wire. `Buffer` is several times as fast as `btoa`. */
const base64 = ({ buffer, byteOffset, byteLength }: Float64Array | Float32Array | Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')
