// What a page costs in which nobody stands.
import { stand } from './contestant.js';

stand(() => ({ boolean: () => true, metered: () => true, refresh: () => Promise.resolve() }));
