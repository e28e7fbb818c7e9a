import type { Status } from 'stigg-offline';
import type { Address } from './address.js';
import { byId, element, setText } from './element.js';
import { formatAge, formatNumber, NOTHING } from './words.js';

/** `null`: the emulator cannot be reached; `undefined`: it was not asked yet. */
type Requests = number | null | undefined;

type Tone = 'good' | 'warn' | 'bad' | '';

interface Fact {
  readonly name: string;
  readonly text: (status: Status, requests: Requests) => string;
  readonly tone?: (status: Status, requests: Requests) => Tone;
}

const PHASE_TONES: Readonly<Record<Status['phase'], Tone>> = {
  starting: '',
  ready: 'good',
  failed: 'bad',
  'signed-out': 'warn',
  closed: 'warn',
};

const FACTS: readonly Fact[] = [
  { name: 'Phase', text: ({ phase }) => phase, tone: ({ phase }) => PHASE_TONES[phase] },
  {
    name: 'Source',
    text: ({ source }) => source,
    tone: ({ source }) => (source === 'network' ? '' : 'warn'),
  },
  { name: 'Age', text: ({ ageMs }) => formatAge(ageMs) },
  { name: 'Stale', text: ({ stale }) => (stale ? 'yes' : 'no'), tone: ({ stale }) => (stale ? 'warn' : '') },
  {
    name: 'Online',
    text: ({ online }) => (online ? 'yes' : 'no'),
    tone: ({ online }) => (online ? '' : 'warn'),
  },
  {
    name: 'Next refresh',
    text: ({ nextRefreshInMs }) =>
      nextRefreshInMs === null ? NOTHING : `in ${Math.ceil(nextRefreshInMs / 1000)} s`,
  },
  { name: 'Error', text: ({ error }) => error?.code ?? 'none', tone: ({ error }) => (error ? 'bad' : '') },
  { name: 'Engine', text: ({ host }) => host },
  { name: 'Build', text: ({ build }) => build || NOTHING },
  { name: 'Revision', text: ({ revision }) => formatNumber(revision) },
  { name: 'Kept in', text: ({ persistence }) => persistence },
  {
    name: 'API requests',
    text: (_, requests) =>
      requests === null
        ? 'emulator not reachable'
        : requests === undefined
          ? NOTHING
          : formatNumber(requests),
    tone: (_, requests) => (requests === null ? 'bad' : ''),
  },
];

/** What the status does not say. */
type Mode = Pick<Address, 'offline' | 'signedOut'>;

export class StatusPanel {
  readonly #summary = byId('summary', HTMLParagraphElement);
  readonly #values = FACTS.map((fact) => ({ ...fact, value: element('dd') }));
  #requests: number | null | undefined;

  constructor() {
    byId('facts', HTMLDListElement).append(
      ...this.#values.map(({ name, value }) => element('div', '', element('dt', '', name), value)),
    );
  }

  /** @param count `GetEntitlements` since the emulator started; `null` when it cannot be reached */
  countRequests(count: number | null): void {
    this.#requests = count;
  }

  render(status: Status, mode: Mode): void {
    setText(this.#summary, summaryOf(status, mode));
    this.#summary.dataset.tone = toneOf(status, mode);
    for (const { text, tone, value } of this.#values) {
      setText(value, text(status, this.#requests));
      value.className = tone?.(status, this.#requests) ?? '';
    }
  }
}

function toneOf({ phase, source, stale, error }: Status, { offline }: Mode): Tone {
  if (phase !== 'ready') return PHASE_TONES[phase];
  return offline || source !== 'network' || stale || error ? 'warn' : 'good';
}

/** The status in one sentence; without an age, so that it changes seldom. */
function summaryOf({ phase, source, stale, error }: Status, { offline, signedOut }: Mode): string {
  if (offline) return 'Offline mode: every answer comes from the fallbacks in the fixture file.';
  const reason = error ? ` The last refresh failed: ${error.code}.` : '';
  switch (phase) {
    case 'starting':
      return source === 'fallback' ? 'Starting: nothing is known yet.' : 'Starting.';
    case 'failed':
      return `Nothing could be loaded.${reason}`;
    case 'signed-out':
      return 'Signed out: every answer is a fallback, and nothing of the customer is kept.';
    case 'closed':
      return 'Closed.';
    case 'ready':
      if (signedOut) return 'Nobody is signed in: every answer is a fallback.';
      if (source === 'fallback') return `Nothing is known: every answer is a fallback.${reason}`;
      if (source !== 'network')
        return `Answers come from this device; the API has not confirmed them yet.${reason}`;
      return `${stale ? 'Answers are stale.' : 'Answers are confirmed by the API.'}${reason}`;
  }
}
