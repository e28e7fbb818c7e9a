// The phases of a session, and the moves between them: there are no others.

export type Phase = 'loading' | 'idle' | 'refreshing' | 'halted' | 'closed';
export type Move = 'loaded' | 'start' | 'end' | 'refuse' | 'renew' | 'close';

// `halted`: the API refused the key or the token. What is known is served; nothing is sent until one of them changes.
export const MOVES: Readonly<Record<Phase, Partial<Record<Move, Phase>>>> = {
  loading: { loaded: 'idle', close: 'closed' },
  idle: { start: 'refreshing', close: 'closed' },
  refreshing: { end: 'idle', refuse: 'halted', close: 'closed' },
  halted: { renew: 'idle', close: 'closed' },
  closed: {},
};
