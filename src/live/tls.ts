import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { optional } from '../words/option.ts'

const file = z.string().check(z.minLength(1))

/** The option `tls` of words that connect over TLS. */
export const tlsOption = optional(
  z.strictObject({
    ca: optional(file, 'File with the certificates to trust, in PEM. Default: those of Node.'),
    cert: optional(file, 'File with the certificate to show, in PEM.'),
    key: optional(file, 'File with its private key, in PEM.'),
  }),
  'Files for TLS: certificates to trust, and a certificate of its own with its key.',
)

/** The options `ca`, `cert` and `key` of Node's TLS. */
export type TlsFiles = { readonly [name in 'ca' | 'cert' | 'key']?: Buffer }

/**
 * Reads the files of the option `tls`.
 *
 * @param word that has the option, for errors
 * @param resolve makes a path absolute
 * @throws ConfigError if one of them cannot be read, or is not in PEM
 */
export async function readTls(
  word: string,
  tls: z.output<typeof tlsOption>,
  resolve: (path: string) => string,
): Promise<TlsFiles> {
  const files: { [name: string]: Buffer } = {}
  for (const [name, path] of Object.entries(tls ?? {})) {
    if (path === undefined) continue
    try {
      files[name] = await readFile(resolve(path))
    } catch (error) {
      const message = `expected a file in PEM, got ${(error as NodeJS.ErrnoException).code} for ${path}; correct the path`
      throw new ConfigError([{ where: `${word}.tls.${name}:`, message }])
    }
  }
  try {
    createSecureContext(files)
    if (files.ca) new X509Certificate(files.ca)
  } catch (error) {
    const name = files.cert ? 'expected a certificate and its key in PEM' : 'expected certificates in PEM'
    throw new ConfigError([{ where: `${word}.tls:`, message: `${name}, got ${(error as Error).message}` }])
  }
  return files
}
