import type { Reporter, TestModule } from 'vitest/node';
import { ENGINE_NAMES, ENGINES, filesNotIn } from './engine-limits.js';
import type {} from './needing.js';

/**
 * Prints what each browser engine passed, what it could not run, and what passed only when it was tried again; and
 * `N passed, N failed` as the last line, for people and scripts that read only that.
 */
export default class CountsReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: 'passed' | 'interrupted' | 'failed',
  ): void {
    let { passed, failed } = count(modules);
    failed += unhandledErrors.length;
    // Whatever else makes the run fail (no tests at all, an interrupt) must not read as green.
    if (reason !== 'passed' && failed === 0) failed = 1;

    const lines = [...engineLines(modules), ...flakyLines(modules), `${passed} passed, ${failed} failed`];
    // At the exit, because the other reporter and vitest itself still have something to say after this moment.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }
}

function count(modules: readonly TestModule[]): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const module of modules) {
    passed += [...module.children.allTests('passed')].length;
    const failedHere = [...module.children.allTests('failed')].length;
    // A file that does not load, or whose hook throws, is red without one red test.
    failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere;
  }
  return { passed, failed };
}

/** For each engine that ran: its counts, and by name what it cannot do. */
function engineLines(modules: readonly TestModule[]): string[] {
  return ENGINES.flatMap((engine) => {
    const own = modules.filter(({ project }) => project.name === engine);
    if (own.length === 0) return [];
    const { passed, failed } = count(own);
    const missing = [
      ...filesNotIn(engine).map(({ file, reason }) => ({ name: file, reason })),
      ...own.flatMap((module) =>
        (module.meta().missingTests ?? []).map(({ name, reason }) => ({
          name: `${module.relativeModuleId} > ${name}`,
          reason,
        })),
      ),
    ];
    const name = ENGINE_NAMES[engine];
    return [
      `${name}: ${passed} passed, ${failed} failed`,
      ...missing.map((one) => `not in ${name}: ${one.name} - ${one.reason}`),
    ];
  });
}

/** What passed only when it was tried again, and how it failed before. */
function flakyLines(modules: readonly TestModule[]): string[] {
  return modules.flatMap((module) =>
    [...module.children.allTests('passed')]
      .filter((test) => test.diagnostic()?.flaky)
      .map((test) => {
        const [failure] = test.result().errors ?? [];
        const [told] = (failure?.message ?? '').split('\n');
        return `flaky: ${nameOf(module)}: ${module.relativeModuleId} > ${test.fullName} - ${told}`;
      }),
  );
}

/** The engine as people call it, or the project. */
function nameOf({ project }: TestModule): string {
  const engine = ENGINES.find((one) => one === project.name);
  return engine ? ENGINE_NAMES[engine] : project.name;
}
