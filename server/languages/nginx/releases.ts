/** Which nginx reads the files, as the settings say it. */

/** The release of nginx that each release of NGINX Plus is built upon. */
const plusReleases: Readonly<Record<number, string>> = {
  19: '1.17.3',
  20: '1.17.6',
  21: '1.17.9',
  22: '1.19.0',
  23: '1.19.5',
  24: '1.19.10',
  25: '1.21.3',
  26: '1.21.5',
  27: '1.21.6',
  28: '1.23.2',
  29: '1.23.4',
  30: '1.25.1',
  31: '1.25.3',
  32: '1.25.5',
  33: '1.27.2',
  34: '1.27.4',
  35: '1.29.0',
  36: '1.29.3',
};

/** The stable release of November 2026. */
const stable = '1.30.7';

export function isPlus(version: string): boolean {
  return /^R\d+$/i.test(version);
}

/** The release of nginx behind a version; undefined where it is the newest. */
export function releaseOf(version: string): string | undefined {
  const plus = /^R(\d+)$/i.exec(version)?.[1];
  if (plus !== undefined) return plusReleases[Number(plus)] ?? (Number(plus) < 19 ? plusReleases[19] : undefined);
  if (/^stable$/i.test(version)) return stable;
  return /^\d+(?:\.\d+)*$/.test(version) ? version : undefined;
}

/** Whether the version is older than a release. */
export function isOlder(version: string, release: string): boolean {
  const own = releaseOf(version);
  return own !== undefined && compareReleases(own, release) < 0;
}

/** Below 0 where the first is older. */
export function compareReleases(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  for (let index = 0; index < 3; index++) {
    // `1.24` stands for its last release.
    const difference = (left[index] ?? 99) - (right[index] ?? 99);
    if (difference !== 0) return difference;
  }
  return 0;
}
