import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/**
 * Test files share a process, since to start one and to load the library takes longer than most of them. Those that
 * replace a module, a global or the clock, or count the networks of a process, have one of their own.
 */
const alone = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter((path) => /networksInUse|vi\.(mock|resetModules|stubGlobal|useFakeTimers)\(/.test(readFileSync(path, 'utf8')))

export default defineConfig({
  test: {
    // The browser is unpacked once, before any worker starts; a Kafka broker starts when the first test asks for it.
    globalSetup: ['test/browser/unpack.ts', 'test/peers/kafka/broker-of-run.ts'],
    setupFiles: ['test/property-seed.ts'],
    // One more than the smallest machine has cores: many tests wait for a broker, a browser or another process.
    maxWorkers: 3,
    // Limits find what hangs; the slowest machine should be within them.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is waited for comes at once on a quiet machine; on a busy one it may take a while, and is no failure.
    expect: { poll: { timeout: 60_000 } },
    // Type tests are judged by `tsc --noEmit`, which reads test/types too.
    typecheck: { enabled: false },
    projects: [
      { extends: true, test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
