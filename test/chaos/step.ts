import type { Draw } from './draw.js';
import type { Model } from './model.js';
import type { World } from './world.js';

/** What a step will do, decided before it is done. */
export interface Deed {
  /** For the log. */
  readonly says?: string;
  run(world: World): Promise<void>;
}

export interface Step {
  readonly name: string;
  /** What a user of the app sees of it, if all is well. */
  readonly seen: string;
  /** How likely it is beside the others. Default: 1. */
  readonly weight?: number;
  may(model: Model): boolean;
  /** Only from its arguments, so that the same seed decides the same. */
  decide(model: Model, draw: Draw): Deed;
}
