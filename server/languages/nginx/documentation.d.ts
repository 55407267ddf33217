/** Made by scripts/build.mjs from @nginx/reference-lib: the Markdown of nginx's official documentation, as JSON text. */
declare module 'nginx-documentation' {
  const json: string;
  export default json;
}
