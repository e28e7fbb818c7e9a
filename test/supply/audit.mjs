// Asks the registry whether anything that is installed is known to be harmful. Fails on high and critical severity; where the
// registry does not answer that question (a mirror, no network), it says so.
import { spawnSync } from 'node:child_process';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { stdout } = spawnSync(npm, ['audit', '--json'], { encoding: 'utf8', timeout: 60_000 });
const report = read(stdout);
const counts = report?.auditReportVersion && report.metadata?.vulnerabilities;
if (!counts) console.log('npm audit: not possible here, the registry does not serve it');
else {
  console.log(
    `npm audit: ${counts.critical} critical, ${counts.high} high, ${counts.moderate} moderate, ${counts.low} low`,
  );
  const severe = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /high|critical/.test(severity),
  );
  for (const { name, severity, range } of severe) console.error(`  ${name} ${range}: ${severity}`);
  if (severe.length > 0) process.exitCode = 1;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
