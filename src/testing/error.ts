// In the place of the errors: what a test client rejects with is of the class that the app knows.
export { CLOSED, NO_CUSTOMER, STRANDED } from '../error.js';
export { StiggError } from '../index.js';
