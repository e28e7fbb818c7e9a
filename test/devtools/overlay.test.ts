import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { CUSTOMER, setNodeStage } from '../support/node-client.js';
import { open, overlayThere, press } from './document.js';

const stage = setNodeStage();

async function readyClient() {
  const stigg = stage.client({
    customerToken: 'secret-token',
    resourceId: 'workspace-berlin',
    entitlementsFallback: { 'feature-sso': { hasAccess: false } },
  });
  await stigg.waitForInitialization();
  return stigg;
}

it('shows who the client is and what it answers, and neither key nor token', async () => {
  const stigg = await readyClient();
  const { root, one, row } = open(stigg);
  const facts = Object.fromEntries(
    [...root.querySelectorAll('.facts > div')].map((fact) =>
      [...fact.children].map(({ textContent }) => textContent),
    ),
  );
  expect(facts).toMatchObject({
    Customer: CUSTOMER,
    Resource: 'workspace-berlin',
    Phase: 'ready',
    'Answers from': 'network, fresh',
    Engine: 'page',
    Build: 'source',
    'Kept in': 'memory',
    Queue: '0',
    API: stage.api.url,
  });
  expect(row('feature-seats').textContent).toContain('granted, 8 of 20 used');
  expect(row('feature-sso').textContent).toContain('CustomerNotEntitledForFeature');
  await stigg.getPaywall();
  await stigg.refresh();
  expect(one('.log').textContent).toMatch(/refreshok.*getPaywallok/);
  expect(root.textContent).not.toContain(API_KEY);
  expect(root.textContent).not.toContain('secret-token');
});

it('is a named dialog whose controls all have names, in the order they are read', async () => {
  const { root, dialog } = open(await readyClient());
  expect(dialog.getAttribute('aria-labelledby')).toBe('title');
  const controls = [...dialog.querySelectorAll('button, select, input, [tabindex="0"]')];
  expect(controls.length).toBeGreaterThan(10);
  for (const control of controls) {
    const name =
      control.getAttribute('aria-label') ?? control.closest('label')?.textContent ?? control.textContent;
    expect(name, control.outerHTML).not.toBe('');
    expect(Number(control.getAttribute('tabindex') ?? 0)).toBe(0);
  }
  expect(root.querySelectorAll('section:not([aria-label])')).toHaveLength(0);
  expect(root.activeElement?.textContent).toBe('Stigg devtools');
});

it('Escape ends it and gives the focus back; with an override, a button stays that says so', async () => {
  const stigg = await readyClient();
  const before = document.body.appendChild(document.createElement('button'));
  before.focus();
  const first = open(stigg);
  press(first.dialog, 'Escape');
  expect(overlayThere()).toBe(false);
  expect(document.activeElement).toBe(before);
  const second = open(stigg);
  second.choose('feature-sso', 'Access', 'granted');
  press(second.dialog, 'Escape');
  expect(second.dialog.hidden).toBe(true);
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(true);
  second.click('Stigg devtools: 1 override');
  expect(second.dialog.hidden).toBe(false);
  second.click('Remove all');
  second.click('Close');
  expect(overlayThere()).toBe(false);
  before.remove();
});

it('can begin as a button', async () => {
  const { dialog, click } = open(await readyClient(), { collapsed: true });
  expect(dialog.hidden).toBe(true);
  click('Stigg devtools');
  expect(dialog.hidden).toBe(false);
});

it('is safe under a strict policy: no markup, no inline style, no code from text', () => {
  const code = readFileSync('dist/devtools.js', 'utf8');
  expect(code).toContain('adoptedStyleSheets');
  expect(code).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|\.style\b|"style"/);
});
