"""Reads a configuration with Supervisor's own option reader; prints its programs, its warnings and what it never asked for."""

import json
import sys

from supervisor import options

asked = {}
read = options.UnhosedConfigParser.saneget


def saneget(parser, section, option, *args, **kwargs):
    asked.setdefault(section, set()).add(option)
    return read(parser, section, option, *args, **kwargs)


options.UnhosedConfigParser.saneget = saneget
reader = options.ServerOptions()
reader.realize(["-c", sys.argv[1]])

written = options.UnhosedConfigParser()
written.read(sys.argv[1])
programs = [process for group in reader.configroot.supervisord.process_group_configs for process in group.process_configs]
json.dump(
    {
        "programs": [
            {
                name: getattr(process, name)
                for name in ("name", "command", "directory", "stopwaitsecs", "stdout_logfile")
            }
            for process in programs
        ],
        "warnings": reader.parse_warnings + reader.parse_criticals,
        "ignored": [
            section + "." + option
            for section in written.sections()
            for option, _ in written.items(section)
            if option not in asked.get(section, ())
        ],
    },
    sys.stdout,
    default=str,
)
