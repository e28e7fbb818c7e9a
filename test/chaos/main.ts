// npm run chaos -- [--seed 1] [--minutes 3] [--engine chromium|firefox|webkit] [--steps 60] [--walks n] [--record]
//
// One walk after the other, each of the next seed. A walk that fails says its seed: `--seed <it> --walks 1` does the same again.
// `--record` adds the run to the results.
import { parseArgs } from 'node:util';
import { ENGINES } from '../support/engine-limits.js';
import { installMissing } from '../support/installation.js';
import { addToResults } from './results.js';
import { Violation } from './violation.js';
import { type Walked, walk } from './walk.js';

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'chromium' },
    // Of one walk.
    steps: { type: 'string', default: '60' },
    walks: { type: 'string', default: 'Infinity' },
    record: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const engine = ENGINES.find((one) => one === given.engine);
if (!engine) throw new Error(`--engine must be one of ${ENGINES.join(', ')}`);
const [first, minutes, steps, walks] = [given.seed, given.minutes, given.steps, given.walks].map(Number);
if (!Number.isInteger(first) || !minutes || !steps || !walks)
  throw new Error('--seed, --minutes, --steps and --walks must be numbers');
process.env.BROWSER_ENGINE = engine;
installMissing([engine]);

const began = performance.now();
const passed = () => (performance.now() - began) / 60_000;
const taken = new Map<string, number>();
/** By the step after which they were found. */
const violations = new Map<string, number>();
const failed: { seed: number; isViolation: boolean; why: string }[] = [];
let done = 0;
for (let seed = first as number; done < walks && passed() < minutes; seed++) {
  const walked = await walk({
    seed,
    steps,
    isOver: () => passed() >= minutes,
    ...(given.verbose && { log: console.log }),
  });
  done++;
  for (const [name, times] of walked.taken) taken.set(name, (taken.get(name) ?? 0) + times);
  if (walked.failure) {
    const { after, error } = walked.failure;
    const isViolation = error instanceof Violation;
    failed.push({ seed, isViolation, why: error instanceof Error ? error.message : String(error) });
    if (isViolation) violations.set(after, (violations.get(after) ?? 0) + 1);
    tell(walked);
  } else console.log(`seed ${seed}: well (${passed().toFixed(1)} min)`);
  if (given.verbose) console.log(JSON.stringify(walked.counts));
}

const all = [...taken].sort(([, a], [, b]) => b - a);
for (const [name, times] of all) console.log(`${String(times).padStart(6)}  ${name}`);
const total = all.reduce((sum, [, times]) => sum + times, 0);
console.log(
  `${engine}: ${done} walks, ${total} steps, ${passed().toFixed(1)} minutes, ${failed.length} failed`,
);
if (given.record) {
  const minutesTaken = Number(passed().toFixed(1));
  addToResults({
    engine,
    first: first as number,
    walks: done,
    minutes: minutesTaken,
    failed,
    taken,
    violations,
  });
}

process.exit(failed.length > 0 ? 1 : 0);

function tell({ seed, failure }: Walked): void {
  if (!failure) return;
  const { step, error, lastSteps } = failure;
  console.error(`\nseed ${seed} failed at step ${step}: ${error}`);
  if (error instanceof Violation) console.error(JSON.stringify(error.details, null, 1));
  else if (error instanceof Error) console.error(error.stack);
  console.error(`The last steps:\n${lastSteps.join('\n')}\n`);
}
