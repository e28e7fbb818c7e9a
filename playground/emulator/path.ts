/** Where a value is in some input: `fixtures.plans.plan-free.prices[0]`. */
export class Path {
  readonly #root: string;
  readonly steps: readonly (string | number)[];

  constructor(root: string, steps: readonly (string | number)[] = []) {
    this.#root = root;
    this.steps = steps;
  }

  at(...steps: readonly (string | number)[]): Path {
    return new Path(this.#root, [...this.steps, ...steps]);
  }

  toString(): string {
    return (
      this.#root + this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    );
  }
}
