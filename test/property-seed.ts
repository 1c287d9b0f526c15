import fc from 'fast-check'

/** Property tests draw the same cases on every run, so that a failure is a change's own. `PROPERTY_SEED=random` draws others, any number those of that seed. */
const seed = process.env.PROPERTY_SEED
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed ?? 1) })
