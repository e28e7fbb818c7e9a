import { createYoga, type Plugin } from 'graphql-yoga';
import { refusal } from './admission.js';
import type { Arrival } from './answers/arrival.js';
import { errorExtensions } from './api-error.js';
import { MOST_OPERATIONS } from './operation.js';
import type { Reply } from './reply.js';
import { emulatorSchema } from './schema.js';
import sdl from './stigg.graphql';

/** Answers one GraphQL-over-HTTP request, as it would be without faults. */
export type Api = (body: string, arrival: Arrival) => Promise<Reply>;

export function createApi(): Api {
  const yoga = createYoga<Arrival>({
    schema: emulatorSchema(sdl),
    plugins: [admission, codes],
    batching: { limit: MOST_OPERATIONS },
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    maskedErrors: false,
  });
  return async (body, arrival) => {
    const headers = { 'content-type': arrival.headers['content-type'] ?? '', accept: 'application/json' };
    const response = await yoga.fetch('http://emulator/graphql', { method: 'POST', headers, body }, arrival);
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
      body: await response.text(),
    };
  };
}

/** One error for the whole request, as a server does that checks credentials before it looks at any field. */
const admission: Plugin<Arrival> = {
  onExecute({ args, setResultAndStopExecution }) {
    const { environment, headers }: Arrival = args.contextValue;
    const error = refusal(environment, headers);
    if (error) setResultAndStopExecution({ data: null, errors: [error] });
  },
};

/** Every error that comes of executing has a code: variables that the schema does not take, and what nobody foresaw. */
const codes: Plugin = {
  onExecute: () => ({
    onExecuteDone({ result }) {
      if (!('errors' in result)) return;
      for (const error of result.errors ?? []) {
        if ('code' in error.extensions) continue;
        Object.assign(error.extensions, errorExtensions(error.path ? 'UnexpectedError' : 'BadUserInput'));
      }
    },
  }),
};
