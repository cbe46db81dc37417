"""The serials, one module per part of the exercise, in the order of their ids."""

from __future__ import annotations

from unity.serials import arrival, assault, command_post, final, gathering, land, sea

SERIALS = tuple(
    sorted(
        (
            *arrival.SERIALS,
            *command_post.SERIALS,
            *land.SERIALS,
            *assault.SERIALS,
            *sea.SERIALS,
            *gathering.SERIALS,
            *final.SERIALS,
        ),
        key=lambda serial: serial.id,
    )
)
