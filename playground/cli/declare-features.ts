import { writeFileSync } from 'node:fs';
import { readFixtures } from '../emulator/fixtures-file.js';
import { BadInput } from '../emulator/input.js';
import { apiFeatures } from './api-features.js';
import { type Command, Failed, messageOf, readArguments, WrongUsage } from './command.js';
import { type FeatureTypes, featureDeclarations } from './feature-declarations.js';

export const declareFeatures: Command = {
  summary:
    'Writes the declaration that makes a wrong feature id, or a getter of another kind, a compile error.',
  usage:
    '--out stigg.d.ts (--fixtures file.json | --api-key KEY --customer ID [--customer-token TOKEN] [--base-uri https://api.stigg.io])',
  async run(args) {
    const { values } = readArguments({
      args,
      options: {
        out: { type: 'string' },
        fixtures: { type: 'string' },
        'api-key': { type: 'string' },
        customer: { type: 'string' },
        'customer-token': { type: 'string' },
        'base-uri': { type: 'string', default: 'https://api.stigg.io' },
      },
    });
    const { out, fixtures, customer: customerId, 'api-key': apiKey, 'base-uri': baseUri } = values;
    if (!out) throw new WrongUsage('--out is missing');
    if (fixtures !== undefined && (apiKey !== undefined || customerId !== undefined)) {
      throw new WrongUsage('--fixtures does not go with --api-key and --customer');
    }
    if (!URL.canParse(baseUri)) throw new WrongUsage('--base-uri must be an address');
    let features: FeatureTypes;
    if (fixtures !== undefined) features = fixtureFeatures(fixtures);
    else if (apiKey && customerId) {
      features = await apiFeatures({ baseUri, apiKey, customerId, customerToken: values['customer-token'] });
    } else throw new WrongUsage('--fixtures, or --api-key and --customer, must tell where the features are');
    if (features.size === 0) throw new Failed('there are no features to declare');
    write(out, featureDeclarations(features));
    console.log(`${features.size} features declared in ${out}`);
  },
};

function fixtureFeatures(file: string): FeatureTypes {
  try {
    return new Map(Object.entries(readFixtures(file).features));
  } catch (error) {
    throw error instanceof BadInput ? new Failed(error.message) : error;
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failed(`cannot write ${file}: ${messageOf(error)}`);
  }
}
