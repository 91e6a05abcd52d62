"""A real Thunderbird, headless, driven over its Marionette socket: import a file, read the calendar back.

Marionette speaks length-prefixed JSON on a loopback socket; no package is needed for that.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

_IMPORT = """
const [ics, done] = arguments;
(async () => {
  const { CalIcsParser } = ChromeUtils.importESModule("resource:///modules/CalIcsParser.sys.mjs");
  const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  const parser = new CalIcsParser();
  parser.parseString(ics);
  const uri = Services.io.newURI("moz-storage-calendar://" + "test-" + Math.random());
  const calendar = cal.manager.createCalendar("storage", uri);
  calendar.name = "Test";
  cal.manager.registerCalendar(calendar);
  const errors = [];
  for (const item of parser.getItems()) {
    try { await calendar.addItem(item); } catch (error) { errors.push(String(error)); }
  }
  for (const item of parser.getItems().slice(0, 1)) {
    // A file imported twice must not double: the calendar refuses an UID it has.
    try { await calendar.addItem(item); errors.push("doubled"); } catch (error) {}
  }
  const items = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
  const seconds = (when) => when.isDate ? when.icalString : new Date(when.nativeTime / 1000).toISOString();
  cal.manager.unregisterCalendar(calendar);
  return { errors, items: items.map((item) => ({
    uid: item.id, title: item.title, start: seconds(item.startDate), end: seconds(item.endDate),
    allday: item.startDate.isDate, status: item.status, place: item.getProperty("LOCATION") || "",
    text: item.getProperty("DESCRIPTION") || "", categories: item.getCategories(),
  })) };
})().then(done, (error) => done({ errors: [String(error), String(error.stack)], items: [] }));
"""


class Thunderbird:
    """One running Thunderbird with a fresh profile; use as a context manager."""

    def __init__(self, program: str, profile: Path, further: Mapping[str, object] = MappingProxyType({}),
                 zone: str = "America/New_York") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        profile.mkdir(parents=True, exist_ok=True)
        settings = {
            "marionette.port": self.port,
            "app.update.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "network.proxy.type": 1,  # everything outside goes to a proxy that is not there
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": 9,
            **further,
        }
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in settings.items()]
        (profile / "user.js").write_text("\n".join(lines) + "\n")
        self.profile = profile
        arguments = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        home = profile / "home"
        home.mkdir(exist_ok=True)
        self.log = (profile / "log").open("wb")
        self.process = subprocess.Popen(
            [program, *arguments, "--profile", str(profile)],
            stdout=self.log,
            stderr=self.log,
            env=os.environ | {"HOME": str(home), "MOZ_HEADLESS": "1", "TZ": zone},
        )
        self.stream: Any = None
        self.count = 0

    def __enter__(self) -> Thunderbird:
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if self.stream is not None:
            self.stream.close()
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.log.close()

    def import_calendar(self, data: bytes) -> dict[str, Any]:
        """Import a file into a new calendar: {"errors": [...], "items": [what the calendar holds]}."""
        return dict(self.run(_IMPORT, data.decode()))

    def run(self, script: str, *arguments: str) -> Any:
        """What a script of its own language answers, which calls the last of its arguments with it."""
        order = {"script": script, "args": list(arguments), "sandbox": "system"}
        return self._send("WebDriver:ExecuteAsyncScript", order)["value"]

    def screenshot(self, element: str) -> bytes:
        """A PNG of the element with this id."""
        found = self._send("WebDriver:FindElement", {"using": "id", "value": element})["value"]
        answer = self._send("WebDriver:TakeScreenshot", {"id": next(iter(found.values())), "full": False})
        return base64.b64decode(answer["value"])

    def _connect(self) -> None:
        deadline = time.monotonic() + 90
        while True:
            if self.process.poll() is not None:
                pytest.fail(f"Thunderbird stopped: {(self.profile / 'log').read_text()[-800:]}")
            try:
                connection = socket.create_connection(("127.0.0.1", self.port), timeout=5)
                break
            except OSError:
                if time.monotonic() > deadline:
                    pytest.fail("Thunderbird did not answer within 90 seconds")
                time.sleep(0.2)
        connection.settimeout(90)
        self.stream = connection.makefile("rwb")
        self._receive()
        self._send("WebDriver:NewSession", {})
        self._send("Marionette:SetContext", {"value": "chrome"})
        self._send("WebDriver:SetTimeouts", {"script": 60_000})

    def _send(self, command: str, parameters: dict[str, Any]) -> Any:
        self.count += 1
        message = json.dumps([0, self.count, command, parameters]).encode()
        self.stream.write(f"{len(message)}:".encode() + message)
        self.stream.flush()
        _, _, error, result = self._receive()
        assert error is None, error
        return result

    def _receive(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            letter = self.stream.read(1)
            assert letter, "Thunderbird closed the connection"
            size += letter
        return json.loads(self.stream.read(int(size[:-1])))
