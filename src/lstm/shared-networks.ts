import { DataError } from '../errors.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { demandSpec, specFields } from '../state/spec.ts'
import type { Member } from './member.ts'
import { engineSizes, type LstmOptions, resolveLstmOptions } from './options.ts'
import { parameterCount } from './shape.ts'
import { SharedLstm } from './shared-lstm.ts'

/**
 * The networks that the series of a shard share. Series share one if they join it with the same name, such as that of
 * an expert, and the same options.
 */
export class SharedNetworks implements Saveable {
  private networks: Named[] = []
  /** From a restore on until a network of it is joined with the options that it was saved with. */
  private restored = false

  /**
   * A member of the network with this name and these options, which is made if there is none. After a restore with
   * other rates, it takes over the weights.
   *
   * @throws ConfigError if an option is wrong or there is no memory
   */
  join(name: string, key: string, options: LstmOptions): Member {
    const spec = JSON.stringify({ name, options })
    const found = this.networks.find((one) => one.spec === spec)
    if (found) this.restored = false
    return (found ?? this.make(spec, name)).network.join(key)
  }

  /** One update of each network with members that pend, in order of name. */
  apply(): void {
    for (const { network } of this.networks) network.apply()
  }

  /** Whether a member with this key pends, in any network. */
  isPending(key: string): boolean {
    return this.networks.some(({ network }) => network.isPending(key))
  }

  state(fields: Fields): void {
    const before = this.networks
    const after = fields.list(
      'networks',
      before,
      (inner, one: Named | undefined) => inner.built('network', one, one?.spec, namedOf)!,
    )
    if (after === before) return
    this.networks = after
    this.restored = true
  }

  /** Frees the memory of all networks and of their members. */
  dispose(): void {
    for (const one of this.networks) one.dispose()
    this.networks = []
  }

  private make(spec: string, name: string): Named {
    const made = namedOf(spec)
    const earlier = this.restored ? this.networks.find((one) => one.name === name) : undefined
    const adopted = earlier !== undefined && continues(made, earlier)
    if (adopted) earlier.dispose()
    const others = this.networks.filter((one) => !(adopted && one === earlier))
    this.networks = [...others, made].sort((a, b) => (a.spec < b.spec ? -1 : 1))
    return made
  }
}

/** A network, and how to make it again. */
class Named implements Saveable {
  readonly name: string
  readonly spec: string
  readonly network: SharedLstm

  constructor(name: string, spec: string, network: SharedLstm) {
    this.name = name
    this.spec = spec
    this.network = network
  }

  state(fields: Fields): void {
    this.network.state(fields)
  }

  dispose(): void {
    this.network.dispose()
  }
}

function namedOf(spec: string, room = Number.POSITIVE_INFINITY): Named {
  const { name, options } = specFields(spec)
  demandSpec(typeof name === 'string', spec)
  const resolved = resolveLstmOptions(options as LstmOptions)
  // Of each parameter at least a float32, and two moments.
  demandSpec(12 * parameterCount(engineSizes(resolved)) <= room, spec)
  return new Named(name, spec, new SharedLstm(options as LstmOptions))
}

/** Whether a network could take over the weights of an earlier one: their sizes are the same. */
function continues(made: Named, earlier: Named): boolean {
  try {
    restore(made, snapshot(earlier))
    return true
  } catch (error) {
    if (error instanceof DataError) return false
    throw error
  }
}
