import { fileURLToPath, pathToFileURL } from 'node:url'

/** The page without a server, as the build leaves it. */
export const dropPage = pathToFileURL(fileURLToPath(new URL('../../dist/rxcast.html', import.meta.url))).href
