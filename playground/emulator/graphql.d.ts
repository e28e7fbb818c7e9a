// Both the build and the test runner load these files as text.
declare module '*.graphql' {
  const sdl: string;
  export default sdl;
}
