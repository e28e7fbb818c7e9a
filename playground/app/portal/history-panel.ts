// The usage of one metered feature over the last months.
import type { PortalEntitlement, StiggClient, UsageHistory } from 'stigg-offline';
import { byId, element, setOptions, setText } from '../element.js';
import { explanation } from '../explanation.js';
import { Reading } from '../reading.js';
import { formatAge } from '../words.js';
import { historyChart, historyTable, type Reading as Point } from './history-chart.js';
import { isMetered } from './usage-meter.js';

const MONTHS_BACK = 2;

export class HistoryPanel {
  readonly #client: StiggClient;
  readonly #select = byId('history-feature', HTMLSelectElement);
  readonly #body = byId('history', HTMLDivElement);
  readonly #note = byId('history-note', HTMLParagraphElement);
  readonly #reading: Reading<UsageHistory>;
  #entitlements: readonly PortalEntitlement[] = [];
  #resourceId: string | null = null;

  constructor(client: StiggClient) {
    this.#client = client;
    this.#reading = new Reading(
      (signal) =>
        client.getUsageHistory({
          featureId: this.#select.value,
          startDate: startOf(new Date()),
          ...(this.#resourceId !== null && { resourceId: this.#resourceId }),
          signal,
        }),
      () => this.#render(),
    );
    this.#select.addEventListener('change', () => this.#reading.restart());
  }

  /** @param isNew whether it is another customer's, or another resource's */
  show(entitlements: readonly PortalEntitlement[], resourceId: string | null, isNew: boolean): void {
    this.#entitlements = entitlements.filter(isMetered);
    this.#resourceId = resourceId;
    const before = this.#select.value;
    setOptions(
      this.#select,
      this.#entitlements.flatMap(({ feature }) =>
        feature ? [{ value: feature.refId, text: feature.displayName }] : [],
      ),
    );
    byId('history-choice', HTMLDivElement).hidden = this.#entitlements.length === 0;
    if (this.#entitlements.length === 0) this.forget();
    else if (isNew || this.#select.value !== before) this.#reading.restart();
    else this.#reading.refresh();
  }

  forget(): void {
    this.#reading.forget();
  }

  #render(): void {
    const { value, error, busy } = this.#reading;
    this.#body.ariaBusy = String(busy);
    if (!value) {
      if (busy) return;
      const words = error ? explanation(error, 'No history: ') : 'Nothing is metered in this plan.';
      this.#body.replaceChildren(element('p', 'hint', words));
      setText(this.#note, '');
      return;
    }
    const { source, ageMs } = this.#client.freshnessOf(value);
    setText(this.#note, source === 'network' ? '' : `From this device, ${formatAge(ageMs)} old.`);
    const entitlement = this.#entitlements.find(({ feature }) => feature?.refId === this.#select.value);
    this.#body.replaceChildren(...drawing(value, entitlement));
  }
}

/** The first of a month: the same question for all of a month, so that its answer is found on the device. */
function startOf(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS_BACK, 1));
}

function drawing({ series, markers }: UsageHistory, entitlement: PortalEntitlement | undefined): Node[] {
  const readings: Point[] = (series[0]?.points ?? []).map(({ timestamp, value }) => ({
    at: timestamp,
    value,
  }));
  const counted = series[0]?.points.some(({ isResetPoint }) => !isResetPoint) ?? false;
  if (!counted) return [element('p', 'hint', 'Nothing was counted in the last months.')];
  const to = new Date();
  const history = {
    name: entitlement?.feature?.displayName ?? 'Usage',
    from: startOf(to),
    to,
    readings,
    // A line for each day would hide what it marks.
    resets: markers.length > 12 ? [] : markers.map(({ timestamp }) => timestamp),
    limit: entitlement?.hasUnlimitedUsage ? null : (entitlement?.usageLimit ?? null),
  };
  return [historyChart(history), historyTable(history)];
}
