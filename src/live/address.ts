/** An address without what may be secret: user, password, query and fragment. */
export function shownAddress(address: string): string {
  const { host, pathname, protocol } = new URL(address)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
