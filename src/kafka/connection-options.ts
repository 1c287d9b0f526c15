import * as z from 'zod/mini'
import { tlsOption } from '../live/tls.ts'
import { optional, required, withDefault } from '../words/option.ts'

const isBroker = (address: string) => /^[^\s:/,]+:\d{1,5}$/.test(address) && Number(address.split(':')[1]) <= 65_535
const addressesIn = (list: string) => list.split(',').map((address) => address.trim())

const broker = z
  .string()
  .check(z.refine(isBroker, { error: 'the address of a broker as host:port, such as localhost:9092' }))
const brokerList = z.string().check(
  z.refine((list) => addressesIn(list).every(isBroker), {
    error: 'addresses of brokers as host:port, such as localhost:9092, with commas between them',
  }),
)

const text = z.string().check(z.minLength(1))

/** The options with which everything named `kafka` reaches a cluster. */
export const kafkaConnection = {
  brokers: required(
    z.union([z.array(broker).check(z.minLength(1)), z.pipe(brokerList, z.transform(addressesIn))]),
    'Addresses of brokers, host:port, in a list or with commas between them. One is enough to find the others; with more, that one may be away.',
  ),
  clientId: withDefault(text, 'rxcast', 'Name by which the brokers know this program, in their logs and quotas.'),
  tls: tlsOption.check(
    z.describe(
      'Connects over TLS. Files: certificates to trust, and a certificate of its own with its key; {} trusts those of Node.',
    ),
  ),
  sasl: optional(
    z.strictObject({
      mechanism: required(
        z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
        'How user and password are shown; plain is for connections over TLS only.',
      ),
      username: required(text, 'Name of the user.'),
      password: required(text, 'Password of the user; a pipeline file takes it from a variable.'),
    }),
    'Shows a user name and a password to the brokers.',
  ),
}

/** Options of a connection, checked. */
export type KafkaConnection = z.output<z.ZodMiniObject<typeof kafkaConnection>>
