import { byId, element } from './element.js';
import { formatTime } from './words.js';

const MOST_LINES = 50;

export class Log {
  readonly #list = byId('log', HTMLOListElement);

  add(event: string, detail = ''): void {
    const at = new Date();
    const time = element('time', '', formatTime(at));
    time.dateTime = at.toISOString();
    this.#list.prepend(element('li', '', time, element('b', '', event), element('span', '', detail)));
    while (this.#list.children.length > MOST_LINES) this.#list.lastElementChild?.remove();
  }
}
