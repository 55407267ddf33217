/** What init refuses, then what it takes and does not do as it seems. */
import type { Rule } from '../../../types.ts';
import { expectWithoutFork } from './expectWithoutFork.ts';
import { invalidEventExpression } from './invalidEventExpression.ts';
import { invalidStanzaValue } from './invalidStanzaValue.ts';
import { stanzaValueCount } from './stanzaValueCount.ts';
import { unknownStanza } from './unknownStanza.ts';
import { unknownStanzaWord } from './unknownStanzaWord.ts';
import { upstartGone } from './upstartGone.ts';

export const upstartRules: readonly Rule[] = [
  unknownStanza,
  unknownStanzaWord,
  stanzaValueCount,
  invalidStanzaValue,
  invalidEventExpression,
  expectWithoutFork,
  upstartGone,
];
