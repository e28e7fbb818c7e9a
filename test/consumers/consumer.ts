import type { StiggOptions } from 'stigg-offline';

/** What an app is made for. */
export interface Setting {
  /** They go into its source as JSON. */
  readonly options: Pick<StiggOptions, 'apiKey' | 'customerId' | 'baseUri'>;
  /** An origin that is not the app's, and has what the app serves. */
  readonly elsewhere: string;
}

/** One way for an app to take the package: a bundler, or none. */
export interface Consumer {
  readonly name: string;
  /** What the app installs beside this package, as npm is told it. The versions of all are shown. */
  readonly packages: readonly string[];
  /** The files of the app, by path, beside what it installs. */
  files(setting: Setting): Readonly<Record<string, string>>;
  /** Run in the app's folder, one after the other. A program is one that the app has installed. */
  readonly commands: readonly (readonly string[])[];
  /** URL prefix to folder of the app. The one at `/` has an index.html. None for an app with its own server. */
  readonly serves: Readonly<Record<string, string>>;
  /** What the app has to do so that its bundler, or its lack of one, finds the engine. For the table. */
  readonly needs: string;
  /** Where the engine has to run. */
  readonly host: 'shared-worker' | 'page';
  /** The app's own server of its pages, run in the app's folder like a command; it is told its port by `PORT`. */
  readonly server?: readonly string[];
  /** What the page has to contain as it comes, before any script has run. */
  readonly rendered?: string;
  /** The server of the pages goes as well before the reload: a service worker has to have them. */
  readonly withoutPages?: boolean;
}

/**
 * The smallest app there can be: a client, and the time of its first answer.
 *
 * @param extra options as they stand in the source
 */
export function program({ options }: Setting, extra = '', from = 'stigg-offline'): string {
  return [
    `import Stigg from '${from}';`,
    `const options = ${JSON.stringify(options)};`,
    `window.stigg = Stigg.initialize({ ...options, ${extra} });`,
    'window.stigg.waitForInitialization().then(() => { window.answeredMs = performance.now(); });',
  ].join('\n');
}

/** @param source the address of the program */
export function page(source: string): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>app</title><link rel="icon" href="data:,"></head>',
    `<body><script type="module" src="${source}"></script></body></html>`,
  ].join('\n');
}
