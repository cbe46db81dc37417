"""Notices made from a timetable: NOTAM drafts, coastal warnings, range closures, warnings for residents."""

from birlik.exercise.records.notices import NoticeKind
from birlik.formats.notices.making import notices
from birlik.formats.notices.notice import Notice, Window

__all__ = ["Notice", "NoticeKind", "Window", "notices"]
