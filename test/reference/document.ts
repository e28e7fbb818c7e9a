// The API reference as Markdown, from what is declared.
import type { Declared, Entry, Exported } from './declarations.js';

const LABELS: Readonly<Record<string, string>> = { returns: 'Gives', throws: 'Fails with' };

export function referenceOf(entries: readonly Entry[]): string {
  const contents = entries.map(({ specifier }) => `- [\`${specifier}\`](#${anchor(specifier)})`);
  const introduction =
    'All that the package exports, generated from its declarations. README.md says how it goes together.';
  const text = [`# API reference`, introduction, contents.join('\n'), ...entries.map(entryText)].join('\n\n');
  return `${text.replaceAll(/^(- .*)\n\n(?=- )/gm, '$1\n')}\n`;
}

function entryText({ specifier, exports }: Entry): string {
  return [`## \`${specifier}\``, ...exports.map(exportText)].join('\n\n');
}

function exportText(one: Exported): string {
  const whole = one.kind === 'function' || one.kind === 'type';
  return [
    `### \`${one.name}\` (${one.kind})`,
    ...documentation(one),
    ...(whole ? [fenced(one.text)] : []),
    // The lines of the list first: below a heading they would be part of what is said there.
    ...one.members.filter(isShort).map(lineText),
    ...one.members.filter((member) => !isShort(member)).map(memberText),
  ].join('\n\n');
}

/** What is said on one line is one line of a list. */
function isShort(member: Declared): boolean {
  const [first = '', ...rest] = documentation(member);
  return !member.text.includes('\n') && rest.length === 0 && !first.includes('\n');
}

function lineText(member: Declared): string {
  const [said] = documentation(member);
  return `- \`${member.text.replace(/;$/, '')}\`${said ? `: ${said}` : ''}`;
}

function memberText(member: Declared): string {
  const text = member.text.replaceAll(/^ {4}/gm, '');
  return [`#### \`${member.name}\``, fenced(text), ...documentation(member)].join('\n\n');
}

function documentation({ doc, tags }: Declared): string[] {
  const lines = tags.flatMap(({ name, text }) => {
    const said = text.replace(/\s*\n\s*/g, ' ').trim();
    if (name !== 'param') return LABELS[name] ? [`- ${LABELS[name]}: ${said}`] : [];
    const [parameter = '', ...words] = said.split(' ');
    return [`- \`${parameter}\`: ${words.join(' ')}`];
  });
  return [doc.replaceAll(/\{@link (\w+)\}/g, '`$1`'), lines.join('\n')].filter((part) => part !== '');
}

const fenced = (text: string) => `\`\`\`ts\n${text}\n\`\`\``;
const anchor = (heading: string) => heading.replaceAll(/[^\w -]/g, '');
