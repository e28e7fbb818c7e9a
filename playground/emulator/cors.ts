/** What the API's own preflight answer allows; a client that sends another header fails in a browser. */
const ALLOWED_HEADERS = [
  'content-type',
  'x-api-key',
  'x-customer-key',
  'x-api-version',
  'source',
  'x-graphql-operation-name',
  'accept',
];

/** Headers for every answer. `exposeHeaders`: whether a page may read the server's time and `Retry-After`. */
export function corsHeaders(exposeHeaders: boolean): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    ...(exposeHeaders && { 'access-control-expose-headers': 'Date, Retry-After' }),
  };
}

/** Headers for the answer to a preflight, beside {@link corsHeaders}. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': ALLOWED_HEADERS.join(', '),
  // Seconds. Short: a test that restarts the emulator with other options must not meet the old answer for long.
  'access-control-max-age': '60',
};
