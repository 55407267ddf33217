"""Reads a file with Python's interpolating parser, as gafferd does; prints its sections."""

import configparser
import json
import sys

parser = configparser.ConfigParser()
with open(sys.argv[1], encoding="utf-8") as file:
    parser.read_file(file)
json.dump({section: dict(parser.items(section)) for section in parser.sections()}, sys.stdout)
