"""Carries calls to the Bot API with aiohttp.

python-telegram-bot's own carrier takes longer for each call the more of them are under way, and reconnects
after five quiet seconds. Failures leave here sorted by what may have happened, and without the address,
which holds the token.
"""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import aiohttp
from aiohttp import hdrs
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.faults import Busy, NotSent, ServerDown, Unreadable

_KEEP_ALIVE = 120.0
_CONNECTING, _READING, _WRITING = 10.0, 20.0, 60.0
_BODY = {hdrs.CONTENT_TYPE: "application/json"}
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)

Timeout = DefaultValue[Any] | float | None


class AiohttpRequest(BaseRequest):
    """A line to one server, with at most `connections` at a time. Proxies are as usual."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float:
        return _READING

    async def initialize(self) -> None:
        """Open the line; python-telegram-bot may do so more than once."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={hdrs.USER_AGENT: self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call. Raises NotSent, TimedOut, ServerDown or another NetworkError."""
        assert self._session is not None, "initialize() comes first"
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, _CONNECTING),
            sock_read=_seconds(read_timeout, _READING),
        )
        body: aiohttp.FormData | bytes | None = None
        if request_data and request_data.contains_files:
            body = _multipart(request_data)
            timeout = aiohttp.ClientTimeout(
                total=_seconds(write_timeout, _WRITING) + (timeout.sock_read or 0),
                connect=timeout.connect,
                sock_read=timeout.sock_read,
            )
        elif request_data:
            body = _JSON.encode(request_data.parameters).encode(errors="replace")  # halves of characters
        try:
            async with self._session.request(
                method,
                address := URL(url, encoded=True),
                data=body,
                headers=_BODY if isinstance(body, bytes) else None,
                timeout=timeout,
                proxy=self._proxy(address),
                allow_redirects=False,
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(str(error)) from None
        except (aiohttp.ClientHttpProxyError, aiohttp.NonHttpUrlClientError, ValueError) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        if status >= 500:
            raise ServerDown(f"HTTP {status}")
        if status == 429:
            raise Busy(_wanted(payload))
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer. Unlike the inherited one, it does not print what it cannot read."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Unreadable("no JSON") from None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise Unreadable("not Telegram's JSON")
        return answer

    def _proxy(self, address: URL) -> str | None:
        """The proxy for an address; HTTPS_PROXY, NO_PROXY and their like are looked up once a host."""
        host = address.host or ""
        if host not in self._proxies:
            known = urllib.request.getproxies()
            proxy = known.get(address.scheme) or known.get("all")
            self._proxies[host] = None if urllib.request.proxy_bypass(host) else proxy
        return self._proxies[host]


def _seconds(given: Timeout, otherwise: float) -> float:
    return float(given) if isinstance(given, int | float) else otherwise


def _wanted(payload: bytes) -> float:
    """The seconds that Telegram wants to be left alone; one, where something else answers in its stead."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0


def _multipart(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
