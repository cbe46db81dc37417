"""Styles and scripts under names that hold the hash of what is in them; gathered when the server starts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names in styles and in the imports of ES modules too; maps to sources are not served."""

    support_js_module_import_aggregation = True
    patterns = tuple(
        (files, tuple(each for each in found if "sourceMappingURL" not in str(each)))
        for files, found in CompressedManifestStaticFilesStorage.patterns
    )


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Middleware: answers with a whole file, since Django's ASGI side cannot stream one well."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """The file, or what a browser that has it is told."""
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file is not None:
            with found.file as opened:
                content = opened.read()
        response = HttpResponse(content, status=int(found.status))
        del response.headers["Content-Type"]
        for name, value in found.headers:
            response.headers[name] = value
        return response


def gather(folder: Path) -> bool:
    """Put all static files into a folder, if they are not there as they are now.

    Returns
    -------
    bool
        Whether anything had to be done.
    """
    stamp = folder / ".stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text("ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    # What was read from an older manifest is forgotten.
    if isinstance(staticfiles_storage, HashedFiles):
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = (
            staticfiles_storage.load_manifest()
        )
    stamp.write_text(now, "ascii")
    return True


def _fingerprint() -> str:
    """Hash of the names, sizes and times of all static files."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            about = Path(storage.path(path)).stat()
            found.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()
