/** Snapshots are little-endian on every machine. */
export const bigEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0

/** Reverses the bytes of each number in place, on big-endian machines. */
export function toLittleEndian(bytes: Uint8Array, width: number, swap: boolean = bigEndian): Uint8Array {
  if (swap && width > 1) for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse()
  return bytes
}
