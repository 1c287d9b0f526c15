import fc from 'fast-check'

/** Property tests draw the same cases on every run, so that a failure is a change's own. `PROPERTY_SEED=random` draws others, any number those of that seed. */
const seed = process.env.PROPERTY_SEED

/** The seed for draws of one's own. */
export const propertySeed: number = seed === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(seed ?? 1)

if (seed !== 'random') fc.configureGlobal({ seed: Number(seed ?? 1) })
