// The copy keeper: when a copy of what the engine says is put away for the next page, and when it has to go.
import type { Context, View } from './context.js';
import { dropCopies, markCopy, writeCopy } from './copies.js';
import { staleLimits } from './core/freshness.js';
import type { SessionKey } from './core/identity.js';
import type { SessionUpdate } from './core/protocol.js';
import type { Snapshot } from './core/snapshot.js';
import { pageClock } from './page-clock.js';
import { surroundings } from './surroundings.js';

/** What comes in this time is written once. */
const PATIENCE_MS = 1_000;
/** A confirmation alone: a write takes a millisecond, and wakes all tabs. Until then the copy only seems older than it is. */
const AGE_PATIENCE_MS = 300_000;

export class CopyKeeper {
  readonly #context: Context;
  /** Those of which something was heard since it was written. */
  readonly #due = new Set<View>();
  /** Those of which a label says that they are the present one. */
  readonly #marked = new WeakSet<Snapshot>();
  /** Those that came while the page was hidden, and were not heard of again. */
  readonly #unseen = new WeakSet<Snapshot>();
  /** What would not go in, for its size or for want of room, is not tried with every refresh. */
  readonly #tried = new WeakSet<Snapshot>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the timer is for something that cannot wait for the age of a copy. */
  #isSoon = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The engine has said something of a session, and the mirror has it. */
  heard(key: SessionKey, { persistence, failure }: SessionUpdate): void {
    const view = this.#context.opened.find((candidate) => candidate.key === key);
    if (!view) return;
    const { sent, snapshot } = view.mirror;
    const kept = persistence === 'indexeddb' && this.#isFresh(view);
    // What is shown is not this engine's yet: its store holds something older.
    if (kept && sent !== snapshot) return;
    if (!kept || !sent) {
      this.#due.delete(view);
      dropCopies(view.customerKey, key);
    } else {
      this.#due.add(view);
      // Not by what is new in the message: an engine may have died over what a copy has and the store never had.
      const isNew = !this.#marked.has(sent);
      // What only hidden tabs have, nobody has seen. That they all mark it at once would hold up those that have not heard of it.
      if (surroundings().visible || this.#unseen.has(sent)) this.#mark(view);
      else this.#unseen.add(sent);
      this.#schedule(isNew || failure !== null);
    }
  }

  /** The page is seen, or hidden: then it may never run again. */
  changed(): void {
    if (surroundings().visible) {
      for (const view of this.#due) this.#mark(view);
      this.#schedule(true);
    } else this.write();
  }

  #mark(view: View): void {
    const { sent, snapshot } = view.mirror;
    if (!sent || sent !== snapshot || this.#marked.has(sent)) return;
    this.#marked.add(sent);
    markCopy(view, sent);
    this.#stopTimer();
  }

  /** Hidden tabs leave the writing to one that is seen, or to their own end. */
  #schedule(soon: boolean): void {
    if (!surroundings().visible || this.#due.size === 0) return;
    if (soon && !this.#isSoon) this.#stopTimer();
    this.#isSoon ||= soon;
    const patienceMs = soon ? PATIENCE_MS : Math.min(AGE_PATIENCE_MS, this.#limitMs / 2);
    this.#timer ??= setTimeout(() => this.write(), patienceMs);
  }

  /** Writes what is due. */
  write(): void {
    this.#stopTimer();
    const { signOuts, views } = this.#context;
    for (const view of this.#due) {
      this.#mark(view);
      const { mirror } = view;
      const { snapshot } = mirror;
      if (!snapshot || this.#tried.has(snapshot)) continue;
      const copy = { snapshot, ageMs: mirror.ageMs() };
      if (!writeCopy(view, copy, signOuts, views, pageClock().wall)) this.#tried.add(snapshot);
    }
    this.#due.clear();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isSoon = false;
  }

  /** What some of the client's answers are too old for would come back as new if the clock is set back. */
  #isFresh({ mirror }: View): boolean {
    const { receipt } = mirror;
    return !receipt || mirror.ageMs() <= this.#limitMs;
  }

  get #limitMs(): number {
    return Math.min(...staleLimits(this.#context.settings.maxStaleMs));
  }
}
