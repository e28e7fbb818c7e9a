// One plan on the pricing page.
import type { Plan } from 'stigg-offline';
import { element } from '../element.js';
import type { Headline } from './headline.js';
import { contentOf, type PlanContent } from './plan-content.js';

export interface PlanOffer {
  readonly plan: Plan;
  readonly headline: Headline;
  readonly isPresent: boolean;
  readonly isChosen: boolean;
  readonly isSignedIn: boolean;
  /** Days or months of trial, in words; empty where there is none to be had. */
  readonly trial: string;
  readonly choose: () => void;
}

/** Its children are the rows that all cards of a line share. */
export function planCard(offer: PlanOffer): HTMLElement {
  const { plan, headline, isPresent, isChosen } = offer;
  const title = element('h2', '', plan.displayName);
  title.id = `name-${plan.id}`;
  const badge = isPresent ? 'Current plan' : textOf(plan.metadata, 'badge');
  const marks = badge ? [element('span', isPresent ? 'badge present' : 'badge', badge)] : [];
  const card = element(
    'article',
    'plan',
    element('div', 'plan-name', title, ...marks),
    element('p', 'plan-description', plan.description ?? ''),
    price(headline),
    element('div', 'plan-notes', ...notes(offer).map((note) => element('p', '', note))),
    action(offer),
    content(contentOf(plan)),
  );
  card.dataset.planId = plan.id;
  card.setAttribute('aria-labelledby', title.id);
  card.classList.toggle('current', isPresent);
  card.classList.toggle('chosen', isChosen);
  return card;
}

function price({ figure, isLeast, per }: Headline): HTMLElement {
  return element(
    'p',
    'plan-price',
    ...(isLeast ? [element('span', 'from', 'from')] : []),
    element('strong', 'figure', figure),
    ...(per ? [element('span', 'per', per)] : []),
  );
}

function notes({ headline, trial }: PlanOffer): readonly string[] {
  return [...headline.notes, ...(trial ? [`${trial} to try it`] : [])];
}

function action({ plan, isPresent, isChosen, isSignedIn, choose }: PlanOffer): HTMLElement {
  if (plan.pricingType === 'CUSTOM') return contact(plan);
  const button = element('button', 'wide', isSignedIn ? wordsOf(plan, isPresent) : 'Sign in to choose');
  button.type = 'button';
  button.classList.toggle('primary', isSignedIn && !isPresent && plan.pricingType === 'PAID');
  if (isSignedIn) button.ariaPressed = String(isChosen);
  button.addEventListener('click', choose);
  return button;
}

function wordsOf({ displayName, pricingType }: Plan, isPresent: boolean): string {
  if (isPresent) return pricingType === 'PAID' ? 'Change what you have' : 'What you have';
  return `Choose ${displayName}`;
}

function contact(plan: Plan): HTMLElement {
  const address = textOf(plan.metadata, 'contact');
  if (!address) return element('p', 'hint', 'Sold by quote');
  const link = element('a', 'button wide', 'Talk to us');
  link.href = `mailto:${address}`;
  return link;
}

function content({ base, rows }: PlanContent): HTMLElement {
  const list = element(
    'ul',
    'content',
    ...rows.map(({ name, value }) =>
      element(
        'li',
        '',
        element('span', '', name),
        ...(value ? [' ', element('span', 'content-value', value)] : []),
      ),
    ),
  );
  const lead = base ? [element('p', 'content-lead', `Everything in ${base}, plus`)] : [];
  return element('div', 'plan-content', ...lead, list);
}

/** Whatever the console holds under a name, if it is text. */
function textOf(metadata: unknown, name: string): string {
  if (typeof metadata !== 'object' || metadata === null) return '';
  const value = (metadata as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}
