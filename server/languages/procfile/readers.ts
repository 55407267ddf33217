/** The programs that read Procfiles, each with what it takes for an entry and what it does with all else. */
import type { Options } from '../../options.ts';

export type Target = Exclude<Options['procfile']['target'], 'portable'>;

export interface Reader {
  title: string;
  /** An entry on a line of its own. */
  entry(line: string): Entry | undefined;
  /** Lines that it does not look at. */
  comment: RegExp;
  /** What becomes of other lines. */
  others: 'passed over' | 'refused';
  duplicates: 'refused' | 'last' | 'both';
  /** What becomes of the command of an entry on its way to the shell, or the words where there is none. */
  shell: 'bash' | 'sh' | 'none';
}

export interface Entry {
  name: string;
  command: string;
}

/** The name, then the command. */
const by =
  (form: RegExp) =>
  (line: string): Entry | undefined => {
    const [, name, command] = form.exec(line) ?? [];
    return name === undefined || command === undefined ? undefined : { name, command };
  };
const usual = by(/^([\w-]+):\s*(.+)$/s);
const withBlank = by(/^([\w-]+):\s+(.+)$/s);
const sharp = /^\s*#/;

export const readers: Readonly<Record<Target, Reader>> = {
  heroku: {
    title: 'Heroku',
    entry: by(/^\s*([\w-]+):?\s+(\S.*)$/s),
    comment: sharp,
    others: 'passed over',
    duplicates: 'both',
    shell: 'bash',
  },
  'heroku-buildpacks': {
    title: "Heroku's Procfile buildpack",
    entry: by(/^\s*(\w(?:[\w-]{0,61}\w)?):\s*(\S.*)$/s),
    comment: sharp,
    others: 'refused',
    duplicates: 'last',
    shell: 'bash',
  },
  'heroku-local': {
    title: 'heroku local',
    entry: by(/^(\s*\w+):\s*(.*)$/s),
    // Without a letter or digit it is nothing to it.
    comment: /^(?:\s*#|\W*$)/,
    others: 'refused',
    duplicates: 'last',
    shell: 'sh',
  },
  foreman: { title: 'foreman', entry: usual, comment: sharp, others: 'passed over', duplicates: 'both', shell: 'sh' },
  honcho: { title: 'honcho', entry: usual, comment: sharp, others: 'passed over', duplicates: 'refused', shell: 'sh' },
  'node-foreman': {
    title: 'node-foreman',
    entry: usual,
    comment: /^#/,
    others: 'refused',
    duplicates: 'last',
    shell: 'sh',
  },
  gaffer: {
    title: 'gaffer',
    entry: by(/^(\w+):\s*(.+)$/s),
    comment: sharp,
    others: 'passed over',
    duplicates: 'last',
    shell: 'none',
  },
  overmind: {
    title: 'overmind',
    entry: withBlank,
    comment: sharp,
    others: 'passed over',
    duplicates: 'refused',
    shell: 'sh',
  },
  hivemind: {
    title: 'hivemind',
    entry: withBlank,
    comment: sharp,
    others: 'passed over',
    duplicates: 'refused',
    shell: 'sh',
  },
  forego: { title: 'forego', entry: usual, comment: sharp, others: 'passed over', duplicates: 'both', shell: 'bash' },
  goreman: {
    title: 'goreman',
    entry: atFirstColon,
    comment: sharp,
    others: 'passed over',
    duplicates: 'both',
    shell: 'sh',
  },
  dokku: {
    title: 'dokku',
    entry: by(/^([\w-]{1,63})\s*:\s*(.+)$/s),
    comment: /^\s*(?:#|\/\/)/,
    others: 'refused',
    duplicates: 'refused',
    shell: 'bash',
  },
  paketo: { title: 'Paketo', entry: usual, comment: sharp, others: 'passed over', duplicates: 'last', shell: 'bash' },
};

/** What a program makes of a line, which has no white space at its end. */
export function readLine(reader: Reader, line: string): Entry | 'comment' | Reader['others'] {
  return reader.comment.test(line) ? 'comment' : (reader.entry(line) ?? reader.others);
}

function atFirstColon(line: string): Entry | undefined {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim();
  return colon < 0 || name === '' ? undefined : { name, command: line.slice(colon + 1).trim() };
}
