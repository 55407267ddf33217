/** runit's scripts: what is known of each file by its path, explained, offered, outlined, folded and mended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format } from '../server/features/format.ts';
import { runit } from '../server/languages/runit/index.ts';
import {
  checkComplete,
  checkCompleted,
  checkFix,
  checkFixAll,
  checkFolds,
  checkFormat,
  checkHover,
  checkProblems,
  checkRules,
  checkSymbols,
  setting,
} from './check.ts';

test('every flag and word of the programs is explained in both languages', () => {
  for (const context of ['main', 'chpst', 'svlogd', 'sv', 'finish']) {
    assert.ok(runit.entries(context).length > 1, context);
    for (const { name, docs } of runit.entries(context)) assert.ok(docs.en && docs['zh-cn'], name);
  }
});

test('hover: programs behind exec, flags alone and in a row, words of sv', () => {
  checkHover('runit', 'exec chp<|>st -u app program\n     ^^^^^^^^\n', ['another user']);
  checkHover('runit', 'exec /usr/bin/chpst -<|>u app program\n                    ^^^^^\n', ['HOME']);
  checkHover('runit', 'exec chpst -P<|>v -e env program\n', ['process group']);
  checkHover('runit', 'exec chpst -Pv<|> -e env program\n', ['what it does']);
  checkHover('runit', 'exec chpst -Pu<|>app program\n', ['附加组'], { documentation: 'zh-cn' });
  checkHover('runit', 'exec chpst -C<|> /srv program\n', ['2.2.0']);
  checkHover('runit', 'exec svlogd -t<|>t ./main\n', ['TAI64N']);
  checkHover('runit', 'sv hu<|>p app\n', ['reads its configuration again']);
  checkHover('runit', 'sv -w<|> 30 restart app\n', ['graceful_timeout']);
  // What belongs to another program, or is a value, is not explained.
  checkHover('runit', 'exec chpst -u app program -<|>u\n', []);
  checkHover('runit', 'exec chpst -u -<|>e program\n', []);
});

test('hover: what finish is given', () => {
  checkHover('runit', '#!/bin/sh\n[ "$<|>1" = 0 ] || echo "$2"\n', ['exit code'], { name: 'sv/app/finish' });
  checkHover('runit', '#!/bin/sh\n[ "$1" = 0 ] || echo "$<|>2"\n', ['信号'], {
    name: 'sv/app/finish',
    documentation: 'zh-cn',
  });
  checkHover('runit', '#!/bin/sh\n[ "$<|>1" = 0 ]\n', [], { name: 'sv/app/run' });
});

test('completion: programs, their flags and words', () => {
  checkComplete('runit', '#!/bin/sh\nexec <|>', { has: ['chpst', 'gunicorn', 'svlogd'] });
  checkComplete('runit', 'exec chpst -<|>', { has: ['-u', '-e', '-/'], lacks: ['-w'] });
  checkComplete('runit', 'exec chpst -u app <|>', { has: ['-e'] });
  checkComplete('runit', 'exec chpst -u app program <|>', { all: [] });
  checkComplete('runit', 'exec svlogd <|>', { has: ['-t', '-b'] });
  checkComplete('runit', 'sv <|>', { has: ['restart', '-w'] });
  checkComplete('runit', 'ch<|>', { has: ['chpst'] });
  checkComplete('runit', '#!/bin/<|>', { all: [] });
  checkCompleted('runit', 'exec chpst -<|>', '-e', 'exec chpst -e');
});

test('the outline has functions and what the script becomes', () => {
  checkSymbols(
    'runit',
    '#!/bin/sh\nexec 2>&1\nstart() {\n  exec "$@"\n}\nif [ -f a ]; then exec b c; fi\nexec chpst -u app program\n',
    '\nstart\n  exec - $@\nexec - b c\nexec - chpst -u app program\n',
  );
});

test('blocks and runs of comments fold', () => {
  checkFolds(
    'runit',
    `#!/bin/sh
# one «comment
# two»
start() { «
  for each in 1 2; do «
    echo "$each"»
  done»
}
cat <<END
# no comment
# of the script
END
case $1 in «
  a) echo a ;;»
esac
`,
  );
});

test('standard error: a warning where log/run is known, none in log/run itself', () => {
  const log = '#!/bin/sh\nexec svlogd -tt ./main\n';
  checkProblems(
    'runit',
    `#!/bin/sh
exec program
^^^^ stderr-not-logged (warning): What this program writes to its standard error does not reach log/run: "exec 2>&1" is missing.
`,
    { name: 'sv/app/run', files: { 'sv/app/log/run': log } },
  );
  checkProblems('runit', log, { name: 'sv/app/log/run' });
  checkRules('runit', ['stderr-not-logged'], '#!/bin/sh\nexec program\n', { name: 'sv/app/finish' });
  checkFix('runit', '#!/bin/sh\nex<|>ec program\n', '#!/bin/sh\nexec 2>&1\nexec program\n');
  checkFix('runit', '#!/bin/sh\r\nex<|>ec program\r\n', '#!/bin/sh\r\nexec 2>&1\r\nexec program\r\n');
});

test('each fix, alone', () => {
  checkFix('runit', 'ex<|>ec 2>&1\nexec program\n', '#!/bin/sh\nexec 2>&1\nexec program\n');
  checkFix('runit', '\n\n#!<|>/bin/sh\nexec 2>&1\n', '#!/bin/sh\nexec 2>&1\n');
  checkFix('runit', '# app\n#!<|>/bin/sh\nexec 2>&1\n', '#!/bin/sh\n# app\nexec 2>&1\n');
  checkFix('runit', '#!/bi<|>n bash -e\nexec 2>&1\n', '#!/bin/bash -e\nexec 2>&1\n');
  checkFix('runit', '#/bin<|>/sh\nexec 2>&1\n', '#!/bin/sh\nexec 2>&1\n');
  checkFix('runit', '#!/usr/bin/env ba<|>sh -e\nexec 2>&1\n', '#!/usr/bin/env -S bash -e\nexec 2>&1\n');
  checkFix('runit', '#!/bin/sh\nc<|>d /srv # app\n', '#!/bin/sh\ncd /srv || exit 1 # app\n');
  checkFix('runit', '#!/bin/sh\ngun<|>icorn a:a &\n', '#!/bin/sh\nexec gunicorn a:a\n', {
    title: 'Run it in the foreground with "exec"',
  });
  checkFix('runit', '#!/bin/sh\nwarm-up 2><|>&1 >>a\nexec 2>&1\n', '#!/bin/sh\nwarm-up >>a 2>&1\nexec 2>&1\n');
  checkFix('runit', '#!/bin/sh\nsour<|>ce ./conf\n', '#!/bin/sh\n. ./conf\n', { title: 'Change to "."' });
  checkFix('runit', '#!/bin/sh\nsour<|>ce ./conf\n', '#!/bin/bash\nsource ./conf\n', {
    title: 'Run the script with bash',
  });
  checkFix(
    'runit',
    '#!/bin/sh\nexec 2>&1\nexec sud<|>o -u app program\n',
    '#!/bin/sh\nexec 2>&1\nexec chpst -u app program\n',
  );
  checkFix('runit', '#!/bin/sh\nexport LANG <|>= C\n', '#!/bin/sh\nexport LANG=C\n');
  checkFix('runit', '#!/bin/sh\nPORT= <|>8000\necho "$PORT"\n', '#!/bin/sh\nPORT=8000\necho "$PORT"\n');
});

test('"fix all" mends what is surely a slip, and nothing else', () => {
  checkFixAll(
    'runit',
    '# !/bin/sh\nROOT =/srv/app\nif [-f a]; then rm a fi\ncd "$ROOT"\nexec program\n',
    '#!/bin/sh\nROOT=/srv/app\nif [ -f a ]; then rm a; fi\ncd "$ROOT"\nexec program\n',
  );
});

test('a comment that ignores is not put above the first line', () => {
  checkProblems('runit', '#!/bin sh\n# deploy-config-ignore-file broken-shebang\nexec 2>&1\n');
});

test('indentation: blocks, keywords between, patterns as deep as the script has them, comments', () => {
  checkFormat(
    'runit',
    `#!/bin/sh
  exec 2>&1
start()
{
for each in 1 2
do
# of the loop
echo "$each" |
    sort
done
}
if [ -f a ]; then
        start \\
            now
# of the branch
elif [ -f b ]; then
:
  else
case $1 in
a) echo a
echo b
;;
esac
fi
case $1 in
   # the first
   a|b)
   echo a ;;
   (c)
  true
  ;;
   esac
! start && exec program
`,
    `#!/bin/sh
exec 2>&1
start()
{
  for each in 1 2
  do
    # of the loop
    echo "$each" |
    sort
  done
}
if [ -f a ]; then
  start \\
            now
  # of the branch
elif [ -f b ]; then
  :
else
  case $1 in
  a) echo a
    echo b
    ;;
  esac
fi
case $1 in
  # the first
  a|b)
    echo a ;;
  (c)
    true
    ;;
esac
! start && exec program
`,
    { style: { indentation: '  ' } },
  );
});

test('indentation: here documents and words over several lines stay as they are', () => {
  checkFormat(
    'runit',
    `#!/bin/sh
if a; then
cat <<END
text
  deeper
END
cat <<-END
	text
	END
  echo "first
second
  # no comment
" "$(
  date
)"
fi
`,
    `#!/bin/sh
if a; then
  cat <<END
text
  deeper
END
  cat <<-END
	text
	END
  echo "first
second
  # no comment
" "$(
  date
)"
fi
`,
    { style: { indentation: '  ' } },
  );
  // What another program reads is its own.
  const { file } = setting('runit', '#!/bin/execlineb\n  foreground { a }\n');
  assert.ok(format(file, { indentation: '  ', alignment: 'keep' }).refusal);
});
