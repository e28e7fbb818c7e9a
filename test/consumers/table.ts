import type { Machine } from '../bench/machine.js';
import type { Consumer } from './consumer.js';
import type { Visits } from './visit.js';

export interface Row {
  readonly consumer: Consumer;
  readonly versions: readonly string[];
  /** Only of what is right. */
  readonly buildS?: number;
  readonly visits?: Visits;
  readonly failure?: string;
}

export function toMarkdown(rows: readonly Row[], machine: Machine): string {
  const { processor, cores, memoryGb, system, node, browser, loadBefore, packages } = machine;
  return [
    '# The package in apps that install it',
    '',
    `Made by \`npm run consumers\`: stigg-offline ${packages['stigg-offline']}, packed, installed into a fresh folder for each row, built for`,
    `production, served, and opened in ${browser}. Each row has shown that both answers are right:`,
    "the first one from the network, and the one after a reload with the API down, by an engine that started after that. With the service worker, the pages'",
    'own server was down as well. Times are since the navigation began, once each, with nothing in the cache at first.',
    '',
    '| app | built with | needs | build | engine runs in | first answer | reload, API down |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(line),
    '',
    `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load before the run ${loadBefore.toFixed(1)}.`,
    '',
  ].join('\n');
}

function line({ consumer, versions, buildS, visits, failure }: Row): string {
  const builtWith = versions.join(', ') || 'nothing';
  const figures = visits
    ? [
        consumer.commands.length ? `${buildS?.toFixed(1)} s` : 'none',
        `\`${visits.host}\``,
        `${visits.firstMs} ms`,
        `${visits.againMs} ms`,
      ]
    : ['FAILED', failure?.split('\n')[0]?.replaceAll('|', '/') ?? '', '', ''];
  return `| ${[consumer.name, builtWith, consumer.needs, ...figures].join(' | ')} |`;
}
