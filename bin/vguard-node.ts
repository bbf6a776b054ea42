#!/usr/bin/env node
/**
 * The program: runs the command in its arguments and ends with its exit code.
 */
import '../src/polyfill.ts'
import { main } from '../src/cli/index.ts'

process.exitCode = await main(process.argv.slice(2))
