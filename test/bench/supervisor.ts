/** A main file of supervisor with many programs, as long as wanted; supervisord's own reader takes it. */
export function supervisorConfiguration(lines: number): string {
  const written = [...head];
  for (let number = 1; written.length + program(number).length <= lines; number++) written.push(...program(number));
  while (written.length < lines) written.push('; the end');
  return `${written.join('\n')}\n`;
}

const head = `[unix_http_server]
file=/run/supervisor.sock
chmod=0700

[supervisord]
logfile=/tmp/supervisord.log ; (main log file)
pidfile=/tmp/supervisord.pid
childlogdir=/tmp
environment=LANG="C.UTF-8",TZ="UTC"

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix:///run/supervisor.sock
`.split('\n');

/** One of Gunicorn's, a worker beside it, and the group of both. */
function program(number: number): string[] {
  return `
[program:app${number}]
; the application itself
command=/srv/app${number}/venv/bin/gunicorn app.wsgi:application
    --workers 4 --threads 2 --timeout 60 --graceful-timeout 30
    --bind unix:/run/app${number}.sock
    --access-logformat "%%(h)s %%(r)s %%(s)s" # each sign doubled
directory=/srv/app${number}
environment=PATH="/srv/app${number}/venv/bin:%(ENV_PATH)s",DJANGO_SETTINGS_MODULE="app.settings",
    DATABASE_URL="postgres://app:secret@db/app${number}?sslmode=require"
autostart=true
autorestart=true
startsecs=5
stopwaitsecs=40
stopsignal=TERM
killasgroup=true
redirect_stderr=true
stdout_logfile=/tmp/%(program_name)s.log
stdout_logfile_maxbytes=20MB

[program:worker${number}]
command=/srv/app${number}/venv/bin/celery -A app worker -n worker-%(process_num)d
process_name=%(program_name)s_%(process_num)02d
numprocs=2
priority=${100 + (number % 800)}

[group:site${number}]
programs=app${number},worker${number}`.split('\n');
}
