// What stands on every page that looks like a product's: who is signed in, and how the API behaves.
import type { StiggClient } from 'stigg-offline';
import { Account } from './account.js';
import { type Address, readAddress } from './address.js';
import { Catalogue } from './catalogue.js';
import { createClient } from './client.js';
import { loadConfiguration } from './configuration.js';
import { byId, element, setText } from './element.js';
import { Emulator } from './emulator.js';
import { FaultButtons } from './fault-buttons.js';
import { pointLinks } from './navigation.js';
import { createRun } from './run.js';

export interface Bench {
  readonly client: StiggClient;
  readonly catalogue: Catalogue;
  /** As it is now. */
  readonly address: Address;
  signIn(): void;
}

const POLL_MS = 2000;

/** @param changed called when somebody else, or nobody, is signed in, or another resource chosen */
export async function openBench(changed: (bench: Bench) => void): Promise<Bench> {
  const address = readAddress();
  const { apiUrl, fixtures } = await loadConfiguration();
  const catalogue = new Catalogue(fixtures);
  const emulator = new Emulator(apiUrl);
  const client = createClient(address, catalogue, apiUrl);
  window.stigg = client;

  const who = element('span');
  const api = element('span', 'mode');
  const told = element('p', 'hint');
  told.role = 'status';
  byId('bench', HTMLDetailsElement).append(
    element('summary', '', element('span', 'unseen', 'Playground: '), who, api),
    controls(told),
  );
  const run = createRun({ add: (event, detail = '') => setText(told, `${event}: ${detail}`) });
  const faults = new FaultButtons((wanted, text) =>
    run(`API ${text}`, () => emulator.setFaults(wanted).then(poll)),
  );
  const account = new Account(address, client, catalogue, run, () => {
    show();
    changed(bench);
  });
  const bench: Bench = {
    client,
    catalogue,
    get address() {
      return account.address;
    },
    signIn: () => account.signIn(),
  };

  function show(): void {
    const { customerId, resourceId, signedOut, offline } = account.address;
    const name = [catalogue.customerName(customerId), ...(resourceId ? [resourceId] : [])].join(' · ');
    setText(who, signedOut ? 'Nobody signed in' : name);
    if (offline) setText(api, 'Offline mode');
    pointLinks(account.address);
  }

  async function poll(): Promise<void> {
    const mode = (await emulator.faults().catch(() => null))?.mode ?? null;
    faults.show(mode);
    api.dataset.tone = mode === 'none' ? 'good' : 'bad';
    if (!account.address.offline) setText(api, wordsOf(mode));
  }

  show();
  void poll();
  setInterval(() => void (document.visibilityState === 'visible' && poll()), POLL_MS);
  return bench;
}

function wordsOf(mode: string | null): string {
  if (mode === null) return 'Emulator not reachable';
  return mode === 'none' ? 'API up' : `API: ${mode}`;
}

function controls(told: HTMLElement): HTMLElement {
  const signOut = button('sign-out', 'Sign out');
  const signIn = button('sign-in', 'Sign in again');
  const faults = element('div', 'buttons');
  faults.id = 'faults';
  faults.role = 'group';
  faults.ariaLabel = 'API';
  return element(
    'div',
    'bench-controls',
    element('div', 'field', labelFor('customer', 'Customer'), select('customer')),
    element('div', 'field', labelFor('resource', 'Resource'), select('resource')),
    element('div', 'buttons', signOut, signIn),
    faults,
    told,
  );
}

function select(id: string): HTMLSelectElement {
  const made = element('select');
  made.id = id;
  return made;
}

function labelFor(id: string, text: string): HTMLLabelElement {
  const made = element('label', '', text);
  made.htmlFor = id;
  return made;
}

function button(id: string, text: string): HTMLButtonElement {
  const made = element('button', '', text);
  made.id = id;
  made.type = 'button';
  return made;
}
