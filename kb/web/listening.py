"""Sockets that accept whoever comes: where there is no room, whoever has been waited for longest makes it."""

import errno
import resource
import time

from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]  # waitress has no types

from kb.web.channels import Channel

MOST_CONNECTIONS = 1000
_OTHER_FILES = 200
"""Descriptors left for indexes, caches, sockets that listen, and whatever the app opens."""
_AT_ONCE = 64
"""Places kept free, which is how many connections one round may accept."""
_LOOK_SECONDS = 1.0


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """A socket that listens, and looks after the connections that came by it.

    Connections are closed before a round of the loop and not within it: the next one to be accepted may get the
    same descriptor, and what has happened to the old one would be taken for news of the new one.
    """

    channel_class = Channel
    _next_look = 0.0
    _is_short = False
    """Whether there was no descriptor for a connection."""

    def readable(self) -> bool:
        """Tell whether to accept connections; called before every round of the loop."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _LOOK_SECONDS
            for channel in list(self.active_channels.values()):
                channel.end_if_overdue(now)
        wanted = max(self._spare() - self._room(), int(self._is_short))
        if wanted > 0:
            self._make_room(wanted, now)
        return bool(self.accepting) and self._room() > 0 and not self._is_short

    def handle_accept(self) -> None:
        """Accept those who wait at the door."""
        for _ in range(min(_AT_ONCE, self._room())):
            try:
                accepted = self.accept()
                if accepted is None:
                    return
                connection, address = accepted
                self.set_socket_options(connection)
            except OSError as error:
                self._is_short = error.errno in (errno.EMFILE, errno.ENFILE)
                # Else the client is gone already.
                return
            self.channel_class(self, connection, self.fix_addr(address), self.adj, map=self._map)

    def add_task(self, channel: Channel) -> None:
        """Have the next request of *channel* answered, once what was answered before is read."""
        if not channel.hold():
            self.task_dispatcher.add_task(channel)

    def _room(self) -> int:
        most: int = self.adj.connection_limit
        return most - len(self._map)

    def _spare(self) -> int:
        most: int = self.adj.connection_limit
        return min(_AT_ONCE, most // 4)

    def _make_room(self, wanted: int, now: float) -> None:
        """Close *wanted* connections, those whose clients have been waited for longest."""
        channels = [channel for channel in self._map.values() if isinstance(channel, Channel)]
        waiting = [channel for channel in channels if channel.may_make_room(now)]
        for channel in sorted(waiting, key=lambda channel: channel.since)[:wanted]:
            channel.hang_up()
            self._is_short = False


def most_connections() -> int:
    """Return how many connections may be open at once, with as many descriptors as the system allows us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    # Without a limit the numbers are negative.
    if 0 <= soft < wanted:
        soft = min(wanted, hard) if hard >= 0 else wanted
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(MOST_CONNECTIONS, max(soft - _OTHER_FILES, soft // 2)) if soft > 0 else MOST_CONNECTIONS
