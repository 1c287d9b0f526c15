import { resolve } from 'node:path'
import { isAddress } from './is-address.ts'
import type { SourcePlace } from './source.ts'

/**
 * Paths relative to `folder`; `-`, standard input or output, and http(s) addresses are returned unchanged.
 *
 * @param expand puts values into a path before
 */
export const placeIn = (folder: string, strict = false, expand = (path: string) => path): SourcePlace => ({
  resolve(path) {
    const found = expand(path)
    return found === '-' || isAddress(found) ? found : resolve(folder, found)
  },
  strict,
})
