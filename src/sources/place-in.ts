import { resolve } from 'node:path'
import type { SourcePlace } from './source.ts'

/** Where relative paths count from `folder`; `-`, standard input or output, stays. */
export const placeIn = (folder: string, strict = false): SourcePlace => ({
  resolve: (path) => (path === '-' ? path : resolve(folder, path)),
  strict,
})
