// The audience of a session: the clients attached to it, what their options amount to together, and what each of
// them has been told.
import type { Rhythm } from '../src/core/freshness.js';
import type { Patch } from '../src/core/patch.js';
import type { OpenSession, SessionUpdate, Surroundings, Tombstone } from '../src/core/protocol.js';
import { isSameSnapshot, nameOf, type Snapshot, type SnapshotName } from '../src/core/snapshot.js';
import { textOf } from '../src/core/snapshot-text.js';

/** One client that is attached to a session. */
export interface Subscriber {
  readonly options: OpenSession;
  surroundings(): Surroundings;
  publish(update: SessionUpdate): void;
  /** Asks the client for a token; the hub gets the answer. */
  wantToken(refused: string | null): void;
  /** Tells the client that its customer signed out; it is detached by then. */
  signedOut(tombstone: Tombstone): void;
}

export class Audience {
  /** With the name of the snapshot that each one was sent last. */
  readonly #members = new Map<Subscriber, SnapshotName | null>();
  #asked = 0;

  get members(): Subscriber[] {
    return [...this.#members.keys()];
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** Only if nobody wants it otherwise is a record stored. */
  get persist(): boolean {
    return this.members.every(({ options }) => options.persist);
  }

  /** Only if one of them asked for it and none has a token, which must not be stored. */
  get background(): boolean {
    const { members } = this;
    const isTokenless = members.every(({ options }) => options.token === null && !options.renewable);
    return isTokenless && members.some(({ options }) => options.background);
  }

  get requestTimeoutMs(): number {
    return Math.max(...this.members.map(({ options }) => options.requestTimeoutMs));
  }

  get keepMs(): number {
    return Math.max(...this.members.map(({ options }) => options.keepMs));
  }

  /** The ages at which the access of some member ends. */
  get staleMs(): number[] {
    return this.members.flatMap(({ options }) => options.staleMs);
  }

  get generation(): number {
    return Math.max(...this.members.map(({ options }) => options.generation));
  }

  /** The shortest interval wins. */
  get rhythm(): Pick<Rhythm, 'intervalMs' | 'visible'> {
    const intervals = this.members.map(({ options }) => options.intervalMs).filter((ms) => ms > 0);
    return {
      intervalMs: intervals.length > 0 ? Math.min(...intervals) : 0,
      visible: this.members.some((member) => member.surroundings().visible),
    };
  }

  add(member: Subscriber): void {
    this.#members.set(member, null);
  }

  remove(member: Subscriber): void {
    this.#members.delete(member);
  }

  clear(): void {
    this.#members.clear();
  }

  /** Asks one client for a token, another one each time: the last one may be frozen. @returns whether one can be asked */
  wantToken(refused: string | null): boolean {
    const renewing = this.members.filter(({ options }) => options.renewable);
    if (renewing.length === 0) return false;
    renewing[this.#asked++ % renewing.length]?.wantToken(refused);
    return true;
  }

  /**
   * Tells each member what it does not know yet.
   *
   * @param patch for those who have the snapshot before this one
   */
  publish(update: SessionUpdate, snapshot: Snapshot | null, patch: Patch | null): void {
    for (const [member, known] of this.#members) {
      if (isSameSnapshot(known, snapshot)) member.publish(update);
      else if (patch && isSameSnapshot(known, patch.follows)) member.publish({ ...update, patch });
      else member.publish({ ...update, ...(snapshot ? { text: textOf(snapshot) } : { snapshot }) });
      this.#members.set(member, nameOf(snapshot));
    }
  }
}
