// The workflow that publishes: with provenance, after all tests, and with as few rights as it takes.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const workflow = readFileSync('.github/workflows/publish.yml', 'utf8');

it('publishes with provenance, after the tests', () => {
  const steps = [...workflow.matchAll(/^ +- run: (.+)$/gm)].map(([, command]) => command);
  const at = (command: string) => steps.findIndex((step) => step?.startsWith(command));
  expect([at('npm ci'), at('npm test')]).toEqual([0, 1]);
  expect(steps[at('npm publish')]).toContain('--provenance');
  expect(at('npm publish')).toBeGreaterThan(at('npm test'));
});

it('has the right to sign, and none to write', () => {
  const rights = [...workflow.matchAll(/^ +([\w-]+): (read|write)$/gm)].map(
    ([, name, right]) => `${name}: ${right}`,
  );
  expect([...new Set(rights)].sort()).toEqual(['contents: read', 'id-token: write']);
});

it('uses actions of the vendor alone, each pinned', () => {
  const actions = [...workflow.matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
});
