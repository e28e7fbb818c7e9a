import type { Experiment } from '../environment.js';

export function experimentView(experiment: Experiment | undefined) {
  return experiment ? { ...experiment, status: 'IN_PROGRESS' } : null;
}
