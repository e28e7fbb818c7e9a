// The apps that a bundler builds. Each has only the settings that its bundler cannot do without.
import { type Consumer, page, program, type Setting } from './consumer.js';

const COPIED = "workerUrl: '/stigg-offline-worker.js'";
const COPY = ['stigg-offline', 'copy-worker', 'dist'];

const plain = (setting: Setting) => ({
  'index.html': page('./src/main.js'),
  'src/main.js': program(setting),
});

/** Of bundlers that read no HTML: the page lies where they put the program. */
const built = (setting: Setting, extra = '') => ({
  'dist/index.html': page('./main.js'),
  'src/main.js': program(setting, extra),
});

const usual = { commands: [], serves: { '/': 'dist' }, needs: 'nothing', host: 'shared-worker' } as const;
const copied = { ...usual, needs: '`copy-worker`, `workerUrl`' };

const esbuild = ['esbuild', 'src/main.js', '--bundle', '--minify', '--format=esm', '--splitting'];

export const BUNDLED: readonly Consumer[] = [
  { ...usual, name: 'Vite', packages: ['vite@8'], files: plain, commands: [['vite', 'build']] },
  {
    ...usual,
    name: 'Vite, with the ready-made service worker',
    packages: ['vite@8'],
    files: (setting) => ({
      'index.html': page('./src/main.js'),
      'src/main.js': program(setting, "serviceWorker: { url: '/service-worker.js' }"),
      'copy.js': [
        "import { copyFileSync, mkdirSync } from 'node:fs';",
        "mkdirSync('public');",
        "copyFileSync('node_modules/stigg-offline/dist/service-worker.js', 'public/service-worker.js');",
      ].join('\n'),
    }),
    commands: [
      ['node', 'copy.js'],
      ['vite', 'build'],
    ],
    needs: '`service-worker.js` copied',
    withoutPages: true,
  },
  {
    ...usual,
    name: 'webpack',
    packages: ['webpack@5', 'webpack-cli@7'],
    files: built,
    commands: [['webpack', '--mode', 'production', '--entry', './src/main.js']],
  },
  {
    ...usual,
    name: 'Parcel',
    packages: ['parcel@2'],
    files: plain,
    commands: [['parcel', 'build', 'index.html', '--no-cache']],
  },
  {
    ...usual,
    name: 'Parcel, an entry beside the main one',
    packages: ['parcel@2'],
    files: (setting) => ({
      'index.html': page('./src/main.js'),
      'src/main.js': `${program(setting, '', 'stigg-offline/compat')}\nwindow.stigg = window.stigg.client;`,
    }),
    commands: [['parcel', 'build', 'index.html', '--no-cache']],
    needs: '`packageExports`',
  },
  {
    ...copied,
    name: 'Rollup',
    packages: ['rollup@4', '@rollup/plugin-node-resolve@16'],
    files: (setting) => built(setting, COPIED),
    commands: [['rollup', 'src/main.js', '-p', 'node-resolve', '-d', 'dist', '-f', 'es'], COPY],
  },
  {
    ...copied,
    name: 'Rolldown',
    packages: ['rolldown@1'],
    files: (setting) => built(setting, COPIED),
    commands: [['rolldown', 'src/main.js', '-d', 'dist', '-f', 'esm'], COPY],
  },
  {
    ...copied,
    name: 'esbuild',
    packages: ['esbuild@0'],
    files: (setting) => built(setting, COPIED),
    commands: [[...esbuild, '--outdir=dist'], COPY],
  },
  {
    ...usual,
    name: 'esbuild, and nothing done about the worker',
    packages: ['esbuild@0'],
    files: built,
    commands: [[...esbuild, '--outdir=dist']],
    host: 'page',
  },
];
