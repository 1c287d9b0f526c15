export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Little-endian, as is every machine that runs a browser. */
export const float32sOf = (base64: string): Float32Array => new Float32Array(bytesOf(base64).buffer as ArrayBuffer)
export const float64sOf = (base64: string): Float64Array => new Float64Array(bytesOf(base64).buffer as ArrayBuffer)
