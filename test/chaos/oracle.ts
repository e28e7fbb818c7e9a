// The oracle: what the API has said of each list and until when, and what a tab may answer for that. Each list that the API says
// bears a stamp, so an answer tells which list it is from.
import { FALLBACK_STAMP, type Sample } from './sample.js';

/** A customer's list, or a resource's. */
export interface ListId {
  readonly customer: string;
  readonly resource: string | null;
}

export interface Said extends ListId {
  readonly stamp: number;
  readonly hasAccess: boolean;
  /** When the API may have begun, and when it ended, to say so: real milliseconds since the epoch. */
  readonly from: number;
  until: number;
}

interface SignOut {
  /** `*`: all customers. */
  readonly customer: string;
  readonly from: number;
  until: number;
}

export interface Limits {
  readonly maxStaleMs: number;
  /** The time of a request, of a message and of an answer on a busy machine: no age tells of it. */
  readonly slackMs: number;
  /** After which every tab has heard of a sign-out. */
  readonly hearsayMs: number;
}

export class Oracle {
  readonly #limits: Limits;
  readonly #said = new Map<number, Said>();
  readonly #current = new Map<string, Said>();
  readonly #signOuts: SignOut[] = [];
  readonly #setBacks: { readonly byMs: number; readonly from: number; readonly until: number }[] = [];

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** What the API says of a list now; `undefined` where it denies the customer. */
  current(list: ListId): Said | undefined {
    return this.#current.get(nameOf(list));
  }

  /** The API says something else from some moment between `from` and `until` on. */
  says(list: ListId, stamp: number, hasAccess: boolean, from: number, until: number): void {
    this.denies(list, until);
    const said = { ...list, stamp, hasAccess, from, until: Number.POSITIVE_INFINITY };
    this.#said.set(stamp, said);
    this.#current.set(nameOf(list), said);
  }

  /** The API says nothing of this list any more. */
  denies(list: ListId, until: number): void {
    const before = this.current(list);
    if (before) before.until = until;
    this.#current.delete(nameOf(list));
  }

  /** @returns what tells that the call has returned */
  signsOut(customer: string, from: number): (until: number) => void {
    const signOut: SignOut = { customer, from, until: Number.POSITIVE_INFINITY };
    this.#signOuts.push(signOut);
    return (until) => {
      signOut.until = until;
    };
  }

  /** The wall clock was set back: who starts after it may take a stored age for this much less. */
  setsBack(byMs: number, from: number, until: number): void {
    this.#setBacks.push({ byMs, from, until });
  }

  /** What is wrong with a sample; `null` if nothing is. @param access what the tab's fallback says of the switch */
  judge(sample: Sample, access: boolean): string | null {
    const { customer, stamp, access: answered } = sample;
    if (stamp.isFallback && stamp.value !== FALLBACK_STAMP) return `a fallback that says ${stamp.value}`;
    if (answered.isFallback && answered.hasAccess !== access) return 'a fallback that is not the tab’s';
    if (customer === null && !(stamp.isFallback && answered.isFallback))
      return 'an answer without a customer';
    if (stamp.isFallback) return answered.isFallback || !answered.hasAccess ? null : this.#judgeLone(sample);
    const said = this.#said.get(stamp.value ?? Number.NaN);
    if (!said) return `stamp ${stamp.value}, which the API never said`;
    if (said.customer !== customer || said.resource !== sample.resource)
      return `an answer of ${nameOf(said)} for ${customer}/${sample.resource}`;
    if (!answered.isFallback && answered.hasAccess !== said.hasAccess)
      return `stamp ${said.stamp} with access ${answered.hasAccess}, which is half a list`;
    return this.#tooOld(said, sample.lastAt) ?? this.#tooYoung(said, sample) ?? this.#signedOut(said, sample);
  }

  /** Access beside a fallback of the stamp, as at the very moment at which the list becomes too old. */
  #judgeLone(sample: Sample): string | null {
    const { customer, resource, lastAt } = sample;
    const granted = [...this.#said.values()].some(
      (said) =>
        said.customer === customer &&
        said.resource === resource &&
        said.hasAccess &&
        !this.#tooOld(said, lastAt) &&
        !this.#signedOut(said, sample),
    );
    return granted ? null : 'access that nobody gave';
  }

  #tooOld(said: Said, at: number): string | null {
    const { maxStaleMs, slackMs } = this.#limits;
    return this.#isWithin(said, at, maxStaleMs + slackMs)
      ? null
      : `stamp ${said.stamp} of ${nameOf(said)}, ${Math.round(at - said.until)} ms after the API said otherwise`;
  }

  /** An age that says that the API confirmed what it no longer said then. */
  #tooYoung(said: Said, { confirmedAt }: Sample): string | null {
    if (confirmedAt === null || this.#isWithin(said, confirmedAt, this.#limits.slackMs)) return null;
    const late = Math.round(confirmedAt - said.until);
    return `stamp ${said.stamp} of ${nameOf(said)}, confirmed ${late} ms after the API said otherwise`;
  }

  /** Whether a moment is at most so long after the API said something for the last time, as far as clocks can tell. */
  #isWithin(said: Said, at: number, ms: number): boolean {
    // Confirmed last at the end of its time, or before a clock was set back, which made it look younger.
    const setBacks = this.#setBacks.map(({ from }) => from);
    const confirmed = setBacks.filter((one) => one >= said.from && one <= said.until);
    const lost = (since: number) =>
      this.#setBacks.reduce((sum, { byMs, until }) => (until >= since ? sum + byMs : sum), 0);
    return [said.until, ...confirmed].some((since) => at - since <= ms + lost(since));
  }

  #signedOut(said: Said, { customer, since, lastAt }: Sample): string | null {
    for (const signOut of this.#signOuts) {
      if (signOut.customer !== '*' && signOut.customer !== customer) continue;
      if (since > signOut.until) {
        if (said.until < signOut.from) return `stamp ${said.stamp}, known from before a sign-out`;
      } else if (since < signOut.from && lastAt > signOut.until + this.#limits.hearsayMs) {
        return `stamp ${said.stamp}, ${Math.round(lastAt - signOut.until)} ms after a sign-out`;
      }
    }
    return null;
  }
}

export function nameOf({ customer, resource }: ListId): string {
  return resource === null ? customer : `${customer}/${resource}`;
}
