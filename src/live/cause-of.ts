import { ConfigError } from '../errors.ts'

/** Why something failed, in one line. Errors of several addresses have an empty message of their own. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '' && error.errors.length > 0)
    return causeOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? ` (${causeOf(error.cause)})` : ''
  const { code } = error as NodeJS.ErrnoException
  const cure = certificateCures.get(code ?? '')
  return `${error.message || (code ?? error.name)}${inner}${cure === undefined ? '' : `; ${cure}`}`.replaceAll(
    /\s+/g,
    ' ',
  )
}

/**
 * The error that ends a run whose other side has a certificate that is not trusted.
 *
 * @param word whose option `tls` can cure it
 * @param name of the other side
 */
export function distrusted(word: string, name: string, error: unknown): ConfigError {
  const message = `expected a trusted certificate of ${name}, got ${causeOf(error)}`
  return new ConfigError([{ where: `${word}.tls:`, message }])
}

/** Whether the certificate of the other side is not trusted. */
export function isDistrust(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isDistrust)) return true
  if (!(error instanceof Error)) return false
  return certificateCures.has((error as NodeJS.ErrnoException).code ?? '') || isDistrust(error.cause)
}

const trust = 'tls.ca can name the certificate to trust'
const renew = 'renew the certificate, or correct the clock'
/** What to do about a certificate that is not trusted, by the code of Node (OpenSSL, `X509_V_ERR_…`). */
const certificateCures = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', trust],
  ['SELF_SIGNED_CERT_IN_CHAIN', trust],
  ['UNABLE_TO_GET_ISSUER_CERT', trust],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', trust],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', trust],
  ['CERT_HAS_EXPIRED', renew],
  ['CERT_NOT_YET_VALID', renew],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'use a host that the certificate names'],
])
