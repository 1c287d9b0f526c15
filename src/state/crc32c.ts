/** CRC-32C: Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78

/** Eight tables, so that eight bytes are taken at a time (Kounavis and Berry 2005, "slicing by 8"). */
const tables = ((): Uint32Array => {
  const tables = new Uint32Array(8 * 256)
  for (let n = 0; n < 256; n++) {
    let crc = n
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? polynomial ^ (crc >>> 1) : crc >>> 1
    tables[n] = crc
  }
  for (let at = 256; at < tables.length; at++) {
    const crc = tables[at - 256]!
    tables[at] = tables[crc & 0xff]! ^ (crc >>> 8)
  }
  return tables
})()

/**
 * CRC-32C of bytes.
 *
 * @returns a whole number from 0 to 2^32 − 1
 * @example
 * crc32c(new TextEncoder().encode('123456789')).toString(16) // 'e3069283'
 */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  let at = 0
  for (const end = bytes.length - 7; at < end; at += 8) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    crc =
      tables[1792 + (crc & 0xff)]! ^
      tables[1536 + ((crc >>> 8) & 0xff)]! ^
      tables[1280 + ((crc >>> 16) & 0xff)]! ^
      tables[1024 + (crc >>> 24)]! ^
      tables[768 + bytes[at + 4]!]! ^
      tables[512 + bytes[at + 5]!]! ^
      tables[256 + bytes[at + 6]!]! ^
      tables[bytes[at + 7]!]!
  }
  for (; at < bytes.length; at++) crc = tables[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
