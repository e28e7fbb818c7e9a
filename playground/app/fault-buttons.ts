import { byId, element } from './element.js';
import type { Faults } from './emulator.js';

const CHOICES: readonly { readonly text: string; readonly faults: Faults }[] = [
  { text: 'Up', faults: { mode: 'none' } },
  { text: 'Down', faults: { mode: 'down' } },
  { text: 'Slow (3 s)', faults: { mode: 'slow', latencyMs: 3000 } },
  { text: '429', faults: { mode: 'error429', retryAfterS: 5 } },
  { text: 'Hang', faults: { mode: 'hang' } },
];

export class FaultButtons {
  readonly #buttons = CHOICES.map((choice) => ({ ...choice, button: element('button', '', choice.text) }));

  constructor(choose: (faults: Faults, text: string) => void) {
    for (const { button, faults, text } of this.#buttons) {
      button.type = 'button';
      if (faults.retryAfterS)
        button.title = `With Retry-After: ${faults.retryAfterS}, which a browser does not show to the page`;
      button.addEventListener('click', () => choose(faults, text));
      byId('faults', HTMLDivElement).append(button);
    }
  }

  /** @param mode what is in force, also by another tab; `null` when that is not known */
  show(mode: string | null): void {
    for (const { button, faults } of this.#buttons) button.ariaPressed = String(faults.mode === mode);
  }
}
