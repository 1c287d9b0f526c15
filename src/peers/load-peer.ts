import { ConfigError } from '../errors.ts'

/**
 * Loads an optional package when the word that needs it is used.
 *
 * @param name of the package
 * @param word that needs it
 * @param load imports it
 * @throws ConfigError if it is not installed
 * @example
 * const { WebSocket } = await loadPeer('ws', 'webSocket', importWs)
 */
export async function loadPeer<T>(name: string, word: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    throw new ConfigError([
      { where: `${word}:`, message: `expected the package ${name}, got none; npm install ${name}` },
    ])
  }
}
