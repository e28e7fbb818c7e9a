import { StiggError, type Subscription } from 'stigg-offline';
import { openBench } from '../bench.js';
import { byId, element, onClick, setText } from '../element.js';
import { codesOf, explanation } from '../explanation.js';
import { linkTo } from '../navigation.js';
import { formatAge } from '../words.js';
import { holding } from './holding.js';
import { summary } from './summary.js';

type Phase = 'waiting' | 'done' | 'ended' | 'open' | 'failed';

const MARKS: Readonly<Record<Phase, string>> = { waiting: '', done: '✓', ended: '–', open: '…', failed: '!' };

const TICK_MS = 1000;

// Somebody else, or nobody, did not check anything out.
const bench = await openBench(({ address }) => location.assign(linkTo('/portal.html', address)));
const { client } = bench;
const title = byId('title', HTMLHeadingElement);
const message = byId('message', HTMLParagraphElement);
const mark = byId('mark', HTMLParagraphElement);
const progress = byId('progress', HTMLProgressElement);
const waited = byId('waited', HTMLParagraphElement);
const again = onClick('again', () => void wait());
const stop = onClick('stop', () => leaving.abort());
const links = ['to-portal', 'to-pricing'].map((id) => byId(id, HTMLAnchorElement));
let leaving = new AbortController();
let since = Date.now();

setInterval(() => tick(), TICK_MS);
await wait();

async function wait(): Promise<void> {
  leaving = new AbortController();
  since = Date.now();
  show('waiting', 'Confirming your payment', 'Waiting for the API to say that the subscription is active.');
  try {
    const subscription = await client.waitForCheckoutCompleted({ signal: leaving.signal });
    if (subscription) await succeed(subscription);
    else cancelled();
  } catch (error) {
    if (!(error instanceof StiggError)) throw error;
    fail(error);
  }
}

async function succeed(subscription: Subscription): Promise<void> {
  const { plan, resourceId } = subscription;
  const inTrial = subscription.status === 'IN_TRIAL';
  show(
    'done',
    inTrial ? `Your trial of ${plan.displayName} has begun` : `You are on ${plan.displayName}`,
    'The subscription is active, and all open tabs know of it.',
  );
  byId('subscription', HTMLDivElement).replaceChildren(summary(subscription));
  void renewKept(resourceId);
  const entitlements = await client.getEntitlements(resourceId).catch(() => []);
  const holdings = entitlements.flatMap(holding);
  byId('entitled-list', HTMLUListElement).replaceChildren(...holdings);
  byId('entitled', HTMLElement).hidden = holdings.length === 0;
}

/** What the device keeps of the other pages is from before the purchase: without the API they would show that. */
async function renewKept(resourceId: string | null): Promise<void> {
  const whose = resourceId === null ? {} : { resourceId };
  await Promise.allSettled([client.getPaywall(whose), client.getCustomerPortal(whose)]);
}

function cancelled(): void {
  show('ended', 'Checkout cancelled', 'Nothing was bought, and nothing has changed.');
}

function fail(error: StiggError): void {
  if (error.code === 'ABORTED') {
    show('open', 'Not waited for', 'The payment may still be confirmed: your account will show it.');
  } else if (error.code === 'TIMEOUT') {
    show('open', 'Not confirmed yet', '');
    message.replaceChildren(
      'The payment was not confirmed in time. It may still be: wait again, or look at your account later. ',
      element('code', '', codesOf(error)),
    );
  } else {
    show('failed', 'This could not be confirmed', '');
    message.replaceChildren(explanation(error));
  }
}

function show(phase: Phase, heading: string, words: string): void {
  const isWaiting = phase === 'waiting';
  byId('outcome', HTMLElement).dataset.phase = phase;
  setText(title, heading);
  document.title = `${heading} · stigg-offline playground`;
  message.replaceChildren(words);
  setText(mark, MARKS[phase]);
  mark.hidden = isWaiting;
  progress.hidden = !isWaiting;
  waited.hidden = !isWaiting;
  stop.hidden = !isWaiting;
  again.hidden = phase !== 'open' && phase !== 'failed';
  for (const link of links) link.hidden = isWaiting;
  tick();
  // The button that had the focus may be gone.
  if (!isWaiting) title.focus({ preventScroll: true });
}

function tick(): void {
  setText(waited, `Waiting for ${formatAge(Date.now() - since)}`);
}
