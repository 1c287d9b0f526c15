import * as z from 'zod/mini'

/** A name of a topic, as Kafka allows it. */
export const topicName = z.string().check(
  z.refine((name) => /^[\w.-]{1,249}$/.test(name) && name !== '.' && name !== '..', {
    error: 'a name of a topic: at most 249 letters, digits, dots, - and _',
  }),
)
