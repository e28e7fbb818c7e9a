import { createYoga, type Plugin } from 'graphql-yoga';
import { refusal } from './admission.js';
import type { Arrival } from './answers.js';
import type { Reply } from './reply.js';
import { emulatorSchema } from './schema.js';
import sdl from './stigg.graphql';

/** Answers one GraphQL-over-HTTP request, as it would be without faults. */
export type Api = (body: string, arrival: Arrival) => Promise<Reply>;

export function createApi(): Api {
  const yoga = createYoga<Arrival>({
    schema: emulatorSchema(sdl),
    plugins: [admission],
    batching: true,
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
    const { fixtures, headers }: Arrival = args.contextValue;
    const error = refusal(fixtures, headers);
    if (error) setResultAndStopExecution({ data: null, errors: [error] });
  },
};
