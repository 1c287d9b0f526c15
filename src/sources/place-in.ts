import { resolve } from 'node:path'
import { isAddress } from './fetched.ts'
import type { SourcePlace } from './source.ts'

/** Paths relative to `folder`; `-`, standard input or output, and http(s) addresses are returned unchanged. */
export const placeIn = (folder: string, strict = false): SourcePlace => ({
  resolve: (path) => (path === '-' || isAddress(path) ? path : resolve(folder, path)),
  strict,
})
