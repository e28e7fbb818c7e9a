// Writes dist/reference.md from dist/types.
import { writeFileSync } from 'node:fs';
import { readEntries, typedEntries } from './declarations.js';
import { referenceOf } from './document.js';

writeFileSync('dist/reference.md', referenceOf(readEntries(typedEntries())));
