import { networkInterfaces } from 'node:os'

/** Why nothing can come from elsewhere here; undefined where this machine has an address beside its loopback, by which it reaches itself as another would. */
export function whyNoElsewhere(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  if (addresses.some(({ internal, family }) => !internal && family === 'IPv4')) return undefined
  const reason = 'this machine has no address but its loopback: what is sent to other machines is not tested'
  console.warn(`SKIPPED: ${reason}`)
  return reason
}
