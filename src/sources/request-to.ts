/** An address as `fetch` takes it, without user and password, and the headers to send. */
export interface RequestTo {
  readonly address: URL
  readonly headers: Headers
}

/**
 * Takes user and password out of an address, and puts them into the headers, as Basic authorization (RFC 7617): `fetch`
 * refuses such an address, with an error that shows it. A header `Authorization` is used instead of them if there is one.
 */
export function requestTo(url: string | URL, sent: HeadersInit = {}): RequestTo {
  const address = new URL(url)
  const headers = new Headers(sent)
  const { password, username } = address
  if (username === '' && password === '') return { address, headers }
  address.username = ''
  address.password = ''
  const pair = `${decoded(username)}:${decoded(password)}`
  if (!headers.has('authorization')) headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  return { address, headers }
}

/** A part of an address; one in which a % was not encoded is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
