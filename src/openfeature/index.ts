// The public list of `stigg-offline/openfeature`, and nothing else.
export { StiggWebProvider, type StiggWebProviderOptions } from './provider.js';
