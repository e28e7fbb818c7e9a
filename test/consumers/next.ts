// Next.js, with what a server component may give to a provider of ours: the page comes rendered, and is hydrated.
import type { Consumer, Setting } from './consumer.js';

const PACKAGES = ['next@16', 'react@19', 'react-dom@19'];

const optionsOf = ({ options }: Setting) =>
  JSON.stringify({ ...options, entitlementsFallback: { 'feature-audit-log': { hasAccess: false } } });

const SHARED = {
  'app/layout.jsx': [
    'export default function Layout({ children }) {',
    '  return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;',
    '}',
  ].join('\n'),
  'app/access.jsx': [
    "'use client';",
    "import { useEffect } from 'react';",
    "import { useBooleanEntitlement, useStigg } from 'stigg-offline/react';",
    'export function Access() {',
    '  const stigg = useStigg();',
    "  const { hasAccess } = useBooleanEntitlement({ featureId: 'feature-audit-log' });",
    '  useEffect(() => {',
    '    window.stigg = stigg;',
    '    stigg.waitForInitialization().then(() => { window.answeredMs = performance.now(); });',
    '  }, [stigg]);',
    '  return <p>{String(hasAccess)}</p>;',
    '}',
  ].join('\n'),
};

const exported = (setting: Setting) => ({
  ...SHARED,
  'next.config.mjs': "export default { output: 'export' };",
  'app/page.jsx': [
    "import { StiggProvider } from 'stigg-offline/react';",
    "import { Access } from './access.jsx';",
    `const options = ${optionsOf(setting)};`,
    'export default function Page() {',
    '  return <StiggProvider options={options}><Access /></StiggProvider>;',
    '}',
  ].join('\n'),
});

/** What the server knows is asked anew for each page, rendered, and goes with it. */
const served = (setting: Setting) => ({
  ...SHARED,
  'app/page.jsx': [
    "import Stigg from 'stigg-offline';",
    "import { StiggProvider } from 'stigg-offline/react';",
    "import { Access } from './access.jsx';",
    "export const dynamic = 'force-dynamic';",
    `const options = ${optionsOf(setting)};`,
    'export default async function Page() {',
    '  const stigg = Stigg.initialize({ ...options, refreshIntervalMs: 0, initTimeoutMs: 1000 });',
    '  await stigg.waitForInitialization().catch(() => {});',
    '  const bootstrap = stigg.exportSnapshot() ?? undefined;',
    '  stigg.close();',
    '  return <StiggProvider options={{ ...options, bootstrap }}><Access /></StiggProvider>;',
    '}',
  ].join('\n'),
});

const usual = {
  packages: PACKAGES,
  files: exported,
  serves: { '/': 'out' },
  needs: 'nothing',
  host: 'shared-worker',
} as const;

export const NEXT: readonly Consumer[] = [
  { ...usual, name: 'Next.js, static export (Turbopack)', commands: [['next', 'build']] },
  { ...usual, name: 'Next.js, static export (webpack)', commands: [['next', 'build', '--webpack']] },
  {
    ...usual,
    name: 'Next.js, with its server (Turbopack)',
    files: served,
    commands: [['next', 'build']],
    serves: {},
    server: ['next', 'start', '--hostname', 'localhost'],
    rendered: '<p>true</p>',
  },
];
