"""Reads a gunicorn.conf.py; prints its settings, the names Gunicorn does not know, and its worker classes."""

import json
import runpy
import sys
from types import ModuleType

from gunicorn.config import Config
from gunicorn.workers import SUPPORTED_WORKERS

config = Config()
written = {
    name: value
    for name, value in runpy.run_path(sys.argv[1]).items()
    if not name.startswith("__") and not isinstance(value, ModuleType)
}
for name in written.keys() & config.settings.keys():
    config.set(name, written[name])
json.dump(
    {
        "settings": {name: config.settings[name].get() for name in written.keys() & config.settings.keys()},
        "workerClasses": sorted(SUPPORTED_WORKERS),
        "unknown": sorted(written.keys() - config.settings.keys()),
    },
    sys.stdout,
    default=str,
)
