// The public list of `stigg-offline/devtools`, and nothing else.
export { type DevtoolsOptions, openDevtools } from './devtools.js';
