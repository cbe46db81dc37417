"""Notices made from a timetable: NOTAM drafts, coastal warnings, range closures, warnings for residents."""

from birlik.formats.notices.making import notices
from birlik.formats.notices.notice import Notice, NoticeKind, Window

__all__ = ["Notice", "NoticeKind", "Window", "notices"]
