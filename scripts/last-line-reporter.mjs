/**
 * A vitest reporter that ends a run with the one plain line `N passed, N failed, N skipped`.
 *
 * Keeps: whatever makes the run fail is counted as failed, also a file that could not be loaded and
 * an error outside every test; so the line says "0 failed" only when the run was good.
 */

/** Counts tests by outcome; a broken file or suite without failed tests counts once. */
export function countOutcomes(modules, unhandledErrors) {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
  for (const module of modules) {
    let failedInside = 0
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'failed') {
        failedInside += 1
      } else if (state === 'passed') {
        counts.passed += 1
      } else {
        counts.skipped += 1
      }
    }
    const broken = failedInside === 0 && module.state() === 'failed'
    counts.failed += failedInside + (broken ? 1 : 0)
  }
  return counts
}

// A reporter is what vitest loads by default export.
export default class LastLineReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const { passed, failed, skipped } = countOutcomes(modules, unhandledErrors)
    const nothingRan = passed + failed + skipped === 0 ? 1 : 0
    process.exitCode ||= nothingRan
    const line = `${passed} passed, ${failed + nothingRan} failed, ${skipped} skipped`
    // The other reporters write at the end of the run too: this line comes after theirs.
    process.once('exit', () => process.stdout.write(`${line}\n`))
  }
}
