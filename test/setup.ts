/**
 * Runs in every test process before any test file: what the program's own entries import first.
 */
import '../src/polyfill.ts'
