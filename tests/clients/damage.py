#!/usr/bin/env python3
"""Damages what a language server says, to show that a test of a client can fail.

usage: damage.py KIND -- SERVER ARGS...
"""

import json
import os
import subprocess
import sys
import threading

KINDS = ("none", "severity", "range", "href", "version", "id", "noise", "silence", "crash")


def diagnostics(message):
    params, result = message.get("params"), message.get("result")
    if isinstance(params, dict) and "diagnostics" in params:
        return params["diagnostics"]
    if isinstance(result, dict) and isinstance(result.get("items"), list):
        return [it for it in result["items"] if isinstance(it, dict) and "range" in it]
    return []


def damage(kind, message, number):
    for diagnostic in diagnostics(message):
        if kind == "severity":
            diagnostic["severity"] = 9
        elif kind == "range":
            del diagnostic["range"]["end"]
        elif kind == "href":
            diagnostic["codeDescription"] = {"href": 12}
    if kind == "version" and message.get("method") == "textDocument/publishDiagnostics":
        message["params"]["version"] = "1"
    if kind == "id" and number > 2 and "result" in message:
        message["id"] = f"{message['id']}x"
    if kind == "silence" and diagnostics(message):
        message = {"jsonrpc": "2.0", "method": "$/nothing", "params": None}
    return message


def main():
    cut = sys.argv.index("--")
    kind = sys.argv[1]
    if kind not in KINDS:
        sys.exit(f"there is no damage called {kind}")
    server = subprocess.Popen(sys.argv[cut + 1 :], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def to_server():
        while data := sys.stdin.buffer.read1(65536):
            server.stdin.write(data)
            server.stdin.flush()
        server.stdin.close()

    threading.Thread(target=to_server, daemon=True).start()
    out, number = sys.stdout.buffer, 0
    while True:
        length = 0
        while (header := server.stdout.readline()) not in (b"\r\n", b""):
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
        if not header:
            break
        number += 1
        message = damage(kind, json.loads(server.stdout.read(length)), number)
        if kind == "noise" and number == 2:
            out.write(b"a line that somebody printed\n")
        if kind == "crash" and number > 2:
            server.kill()
            os._exit(101)
        body = json.dumps(message).encode()
        out.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        out.flush()
    # The thread still reads, so that an ordinary end would be an abort.
    os._exit(server.wait())


if __name__ == "__main__":
    main()
