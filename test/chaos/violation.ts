/** Something that must never be. */
export class Violation extends Error {
  /** What helps to find the cause. */
  readonly details: unknown;

  constructor(message: string, details?: unknown) {
    super(message);
    this.name = 'Violation';
    this.details = details;
  }
}
