/** What Gunicorn's addresses say of who can reach them. */

/** Whether it is every interface of the machine. */
export function isPublic(address: string): boolean {
  const plain = address.trim().replace(/^tcp:\/\//, '');
  return /^(?:0\.0\.0\.0|\[::\]|\*|)(?::|$)/.test(plain) && !plain.startsWith('unix:');
}
