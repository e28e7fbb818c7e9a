// What is used of OpenFeature's web SDK.
export type {
  EvaluationContext,
  JsonValue,
  Provider,
  ResolutionDetails,
} from '@openfeature/web-sdk';
export { ErrorCode, OpenFeatureEventEmitter, ProviderEvents } from '@openfeature/web-sdk';
