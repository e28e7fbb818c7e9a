import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed` as the last line, for people and scripts that read only that. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: 'passed' | 'interrupted' | 'failed',
  ): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      passed += [...module.children.allTests('passed')].length;
      const failedHere = [...module.children.allTests('failed')].length;
      // A file that does not load, or whose hook throws, is red without one red test.
      failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere;
    }
    // Whatever else makes the run fail (no tests at all, an interrupt) must not read as green.
    if (reason !== 'passed' && failed === 0) failed = 1;

    // At the exit, because the other reporter and vitest itself still have something to say after this moment.
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
