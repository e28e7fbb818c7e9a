import { element } from './element.js';

const MOST_LINES = 100;

/** What the client has said and called, newest first. */
export class Log {
  readonly list = element('ol', { class: 'log', tabindex: '0', 'aria-label': 'Events and calls' });

  add(what: string, detail = ''): void {
    const at = new Date();
    const time = element('time', { datetime: at.toISOString() }, at.toTimeString().slice(0, 8));
    this.list.prepend(element('li', {}, time, element('b', {}, what), element('span', {}, detail)));
    while (this.list.children.length > MOST_LINES) this.list.lastElementChild?.remove();
  }
}
