import type { StiggClient } from 'stigg-offline';
import { element } from './element.js';

/** Says that another build waits, and takes it when asked to. */
export function showUpdates(client: StiggClient): void {
  client.addListener('updateFound', ({ apply }) => {
    document.getElementById('update')?.remove();
    const button = element('button', 'primary', 'Use it now');
    button.type = 'button';
    button.addEventListener('click', apply);
    const banner = element('div', 'update', element('p', '', 'A new build is there.'), button);
    banner.id = 'update';
    banner.role = 'status';
    document.body.prepend(banner);
  });
}
