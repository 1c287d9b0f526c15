/** Why something failed, in one line. Errors of several addresses have an empty message of their own. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '' && error.errors.length > 0)
    return causeOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? ` (${causeOf(error.cause)})` : ''
  const { code } = error as NodeJS.ErrnoException
  const cure = untrusted.has(code ?? '') ? '; tls.ca can name the certificate to trust' : ''
  return `${error.message || (code ?? error.name)}${inner}${cure}`.replaceAll(/\s+/g, ' ')
}

/** Codes of a certificate that nobody has vouched for (OpenSSL, `X509_V_ERR_…`). */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
