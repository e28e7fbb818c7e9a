// The declaration by which an app names its features to the compiler.
import type { FixtureFeature } from '../../src/fixtures.js';

export type FeatureType = Pick<FixtureFeature, 'featureType' | 'meterType'>;

/** By feature id. */
export type FeatureTypes = ReadonlyMap<string, FeatureType>;

export function featureDeclarations(features: FeatureTypes): string {
  const members = [...features]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, type]) => `    ${JSON.stringify(id)}: '${kindOf(type)}';\n`);
  return `// Made by \`stigg-offline types\`.
export {};

declare module 'stigg-offline' {
  interface Features {
${members.join('')}  }
}
`;
}

/** The getter that a feature belongs to: as the client judges it, so a number without a meter is no metered one. */
function kindOf({ featureType, meterType }: FeatureType): string {
  if (featureType !== 'NUMBER') return featureType.toLowerCase();
  return meterType === 'Incremental' || meterType === 'Fluctuating' ? 'metered' : 'numeric';
}
