// Who is signed in, and at which resource.
import type { StiggClient } from 'stigg-offline';
import { type Address, writeAddress } from './address.js';
import type { Catalogue } from './catalogue.js';
import { byId, onClick, setOptions } from './element.js';
import type { Run } from './run.js';

export class Account {
  readonly #client: StiggClient;
  readonly #catalogue: Catalogue;
  readonly #changed: () => void;
  readonly #customer = byId('customer', HTMLSelectElement);
  readonly #resource = byId('resource', HTMLSelectElement);
  readonly #signOut: HTMLButtonElement;
  readonly #signIn: HTMLButtonElement;
  #address: Address;

  /** @param changed called after each change of the address */
  constructor(address: Address, client: StiggClient, catalogue: Catalogue, run: Run, changed: () => void) {
    this.#address = address;
    this.#client = client;
    this.#catalogue = catalogue;
    this.#changed = changed;
    this.#signOut = onClick('sign-out', () => run('sign out', () => client.clearCustomer()));
    this.#signIn = onClick('sign-in', () => this.signIn());
    this.#customer.addEventListener('change', () =>
      this.#enter({ customerId: this.#customer.value, resourceId: null, signedOut: false }),
    );
    this.#resource.addEventListener('change', () => this.#enterResource(this.#resource.value || null));
    client.addListener('signedOut', () => this.#go({ signedOut: true }));
    setOptions(
      this.#customer,
      catalogue.customerIds.map((value) => ({ value, text: `${catalogue.customerName(value)} · ${value}` })),
      address.customerId,
    );
    this.#show();
  }

  get address(): Address {
    return this.#address;
  }

  signIn(): void {
    this.#enter({ signedOut: false });
  }

  #enter(change: Partial<Address>): void {
    const next = { ...this.#address, ...change };
    if (!next.offline) void this.#client.setCustomerId(next.customerId, null, next.resourceId);
    this.#go(change);
  }

  #enterResource(resourceId: string | null): void {
    if (!this.#address.signedOut && !this.#address.offline) {
      if (resourceId === null) this.#client.clearResource();
      else void this.#client.setResource(resourceId);
    }
    this.#go({ resourceId });
  }

  #go(change: Partial<Address>): void {
    this.#address = { ...this.#address, ...change };
    writeAddress(this.#address);
    // An offline client has the fallbacks that it was made with.
    if (this.#address.offline && !change.signedOut) location.reload();
    this.#show();
    this.#changed();
  }

  #show(): void {
    const { customerId, resourceId, signedOut } = this.#address;
    this.#customer.value = customerId;
    setOptions(
      this.#resource,
      [
        { value: '', text: 'None' },
        ...this.#catalogue.resourceIds(customerId).map((value) => ({ value, text: value })),
      ],
      resourceId ?? '',
    );
    this.#signOut.disabled = signedOut;
    this.#signIn.disabled = !signedOut;
  }
}
