// What an engine says of a session that it keeps and has just refreshed. Tests say of it what is otherwise.
import type { SessionUpdate } from '../../src/core/protocol.js';

export const REFRESHED: SessionUpdate = {
  source: 'network',
  ageMs: 0,
  serverNow: null,
  nextRefreshInMs: null,
  persistence: 'indexeddb',
  failure: null,
  settled: true,
  outboxLength: 0,
  outboxDropped: 0,
};
