// The features that an app names to the compiler. Nothing of this exists at run time.
import type { QuestionKind } from './answer.js';

/**
 * The app's features: `declare module 'stigg-offline' { interface Features { 'feature-seats': 'metered' } }`, with
 * `boolean`, `numeric`, `metered` or `enum` for each id. With it, a wrong id and a getter of another kind do not compile.
 * While it is empty, any string is a feature id.
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps fill it.
export interface Features {}

/** The ids of the features of some kinds. */
export type FeatureId<Kind extends QuestionKind = QuestionKind> = [keyof Features] extends [never]
  ? string
  : { [Id in keyof Features]: Features[Id] extends Kind ? Id : never }[keyof Features];

/** Something for each of some features. */
export type ByFeature<T> = [keyof Features] extends [never]
  ? Readonly<Record<string, T>>
  : { readonly [Id in keyof Features]?: T };
