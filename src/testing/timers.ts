// In the place of the platform's timers, by the names of those: the build puts them where the client asks for one.
export { startTimer as setTimeout, stopTimer as clearTimeout } from './device.js';
