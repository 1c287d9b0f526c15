import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The browser is unpacked once, before any worker starts; a Kafka broker starts when the first test asks for it.
    globalSetup: ['test/browser/unpack.ts', 'test/peers/kafka/broker-of-run.ts'],
    setupFiles: ['test/property-seed.ts'],
    // Two cores are what the smallest machine has, and some tests start a browser or the built command line.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes at once on a quiet machine; on a busy one it may take a while, and is no failure.
    expect: { poll: { timeout: 15_000 } },
    // Type tests are judged by `tsc --noEmit`, which reads test/types too.
    typecheck: { enabled: false },
  },
})
