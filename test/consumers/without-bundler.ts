// A page that loads the package as it is published, as from a CDN.
import { type Consumer, page, program } from './consumer.js';

const PUBLISHED = 'node_modules/stigg-offline';

export const UNBUNDLED: readonly Consumer[] = [
  {
    name: 'no bundler, package on the same origin',
    packages: [],
    files: (setting) => ({
      'public/index.html': page('/main.js'),
      'public/main.js': program(setting, '', '/cdn/stigg-offline/dist/index.js'),
    }),
    commands: [],
    serves: { '/': 'public', '/cdn/stigg-offline/': PUBLISHED },
    needs: 'nothing',
    host: 'shared-worker',
  },
  {
    name: 'no bundler, package on another origin',
    packages: [],
    files: (setting) => ({
      'public/index.html': page('/main.js'),
      'public/main.js': program(
        setting,
        "workerUrl: '/stigg-offline-worker.js'",
        `${setting.elsewhere}/cdn/stigg-offline/dist/index.js`,
      ),
    }),
    commands: [['stigg-offline', 'copy-worker', 'public']],
    serves: { '/': 'public', '/cdn/stigg-offline/': PUBLISHED },
    needs: '`copy-worker`, `workerUrl`',
    host: 'shared-worker',
  },
  {
    name: 'no bundler, package on another origin, and nothing done about the worker',
    packages: [],
    files: (setting) => ({
      'public/index.html': page('/main.js'),
      'public/main.js': program(setting, '', `${setting.elsewhere}/cdn/stigg-offline/dist/index.js`),
    }),
    commands: [],
    serves: { '/': 'public', '/cdn/stigg-offline/': PUBLISHED },
    needs: 'nothing',
    host: 'page',
  },
];
