/** What the user says of the programs that read the files, where the files cannot tell. */

/** The implementations of Procfiles whose rules can be asked for; `portable` is what all of them take. */
export const procfileTargets = [
  'portable',
  'heroku',
  'heroku-buildpacks',
  'heroku-local',
  'foreman',
  'honcho',
  'node-foreman',
  'gaffer',
  'overmind',
  'hivemind',
  'forego',
  'goreman',
  'dokku',
  'paketo',
] as const;

export interface Options {
  procfile: { target: (typeof procfileTargets)[number] };
  nginx: {
    /** `mainline`, a version such as `1.24.0`, or a release of NGINX Plus such as `R33`. */
    version: string;
    /** Modules that are there beside those of nginx itself, by the names that the reference has for them. */
    modules: readonly string[];
    /** Directives of modules that nobody here knows. */
    directives: readonly string[];
  };
}

export const defaultOptions: Options = {
  procfile: { target: 'portable' },
  nginx: { version: 'mainline', modules: [], directives: [] },
};

/** Whether the text names a release of nginx or of NGINX Plus. */
export function isVersion(text: string): boolean {
  return /^(?:mainline|stable|1\.\d+(?:\.\d+)?|R\d+)$/i.test(text);
}
