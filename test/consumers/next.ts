// Next.js, with what a server component may give to a provider of ours: the page comes rendered, and is hydrated.
import type { Consumer, Setting } from './consumer.js';

const PACKAGES = ['next@16', 'react@19', 'react-dom@19'];

const files = ({ options }: Setting) => ({
  'next.config.mjs': "export default { output: 'export' };",
  'app/layout.jsx': [
    'export default function Layout({ children }) {',
    '  return <html lang="en"><body>{children}</body></html>;',
    '}',
  ].join('\n'),
  'app/page.jsx': [
    "import { StiggProvider } from 'stigg-offline/react';",
    "import { Access } from './access.jsx';",
    `const options = ${JSON.stringify({ ...options, entitlementsFallback: { 'feature-audit-log': { hasAccess: false } } })};`,
    'export default function Page() {',
    '  return <StiggProvider options={options}><Access /></StiggProvider>;',
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
});

const usual = {
  packages: PACKAGES,
  files,
  serves: { '/': 'out' },
  needs: 'nothing',
  host: 'shared-worker',
} as const;

export const NEXT: readonly Consumer[] = [
  { ...usual, name: 'Next.js, static export (Turbopack)', commands: [['next', 'build']] },
  { ...usual, name: 'Next.js, static export (webpack)', commands: [['next', 'build', '--webpack']] },
];
