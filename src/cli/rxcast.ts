#!/usr/bin/env node
import { program } from './program.ts'
import { processTerminal } from './terminal.ts'

// Whoever reads may leave early, as `head` does: that is no failure. A run hears of it too, and ends well.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  if (process.stdout.listenerCount('error') === 1) process.exit(0)
})
process.exitCode = await program(process.argv.slice(2), processTerminal(process))
