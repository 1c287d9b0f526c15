#!/usr/bin/env node
import { program } from './program.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await program(process.argv.slice(2), processTerminal(process))
