/**
 * The Content Security Policy of all that the playground serves: what its pages and workers need, and nothing else.
 *
 * @param apiUrl where the API is
 */
export function pagePolicy(apiUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${apiUrl}`,
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types playground',
  ].join('; ');
}
