import { jars, missing } from './jars.ts'

/** Fetches the broker for tests, and says what is missing if it cannot. */
async function main(): Promise<void> {
  const lacks = missing() ?? (await jars().then(() => undefined, messageOf))
  if (lacks === undefined) return
  console.error(`WITHOUT KAFKA: ${lacks}`)
  process.exitCode = 1
}

const messageOf = (error: Error) => error.message

await main()
