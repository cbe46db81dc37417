"""The server's settings in a data folder that is thrown away, without anybody's own environment."""

import atexit
import os
import shutil
import tempfile

from birlik.server.environment import BY_NAME

for name in BY_NAME:
    os.environ.pop(name, None)
_folder = tempfile.mkdtemp(prefix="birlik-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["BIRLIK_DATA"] = _folder
# Tests read English, whatever the nation of an account; those of languages offer all of them.
os.environ["BIRLIK_LANGUAGES"] = "en"

from birlik.server.settings import *  # noqa: E402, F403

# Tests are rolled back in one database; the real arrangement is met by those that start a server.
DATABASES.pop("cache")  # noqa: F405
PASSWORD_HASHERS = ["tests.server.hashing.QuickArgon2"]
