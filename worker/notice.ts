// The notice channel: engines of one origin tell each other that there is something new in the store. A notice
// carries no data; whoever hears it reads the record.
import type { SessionKey } from '../src/core/identity.js';
import { isGeneration, NOTICE_CHANNEL, type Tombstone } from '../src/core/protocol.js';

export type Notice =
  | { readonly notice: 'revision'; readonly key: SessionKey }
  | { readonly notice: 'signedOut'; readonly tombstone: Tombstone };

export interface NoticeChannel {
  post(notice: Notice): void;
  close(): void;
}

/** @param heard called for each notice of another engine */
export function openNoticeChannel(
  Channel: typeof BroadcastChannel | null,
  heard: (notice: Notice) => void,
): NoticeChannel {
  const channel = open(Channel);
  if (!channel) return { post() {}, close() {} };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const notice = parseNotice(data);
    if (notice) heard(notice);
  };
  return {
    post: (notice) => channel.postMessage(notice),
    close: () => channel.close(),
  };
}

/** `null` where there are none, or where they are refused (blocked storage). */
function open(Channel: typeof BroadcastChannel | null): BroadcastChannel | null {
  try {
    return Channel && new Channel(NOTICE_CHANNEL);
  } catch {
    return null;
  }
}

/** Any script of the origin can post here, so a notice is read like any other input. */
function parseNotice(data: unknown): Notice | null {
  if (typeof data !== 'object' || data === null) return null;
  const { notice, key, tombstone } = data as {
    notice?: unknown;
    key?: unknown;
    tombstone?: Partial<Tombstone>;
  };
  if (notice === 'revision' && typeof key === 'string') return { notice, key };
  if (
    notice === 'signedOut' &&
    typeof tombstone?.customerKey === 'string' &&
    isGeneration(tombstone.generation)
  ) {
    return { notice, tombstone: tombstone as Tombstone };
  }
  return null;
}
