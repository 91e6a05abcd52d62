#!/usr/bin/env bash
# Makes the virtual environment .venv with everything pinned in requirements.lock, and the project in it.
# What the machine lacks is said in one line with the command that mends it.
set -u
cd "$(dirname "$0")/.." || exit 1

fail() { echo "setup: $1" >&2; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

python=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is missing; install it: sudo apt-get install python3 python3-venv"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "the venv module of $python is missing; install it: sudo apt-get install python3-venv"

wanted=$(cat requirements.lock pyproject.toml scripts/setup.sh | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
if [ -x .venv/bin/timeline ] && [ "$(cat .venv/.made-from 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

echo "setup: making .venv with $("$python" --version); this takes about a minute the first time" >&2
if [ ! -x .venv/bin/python ]; then
    rm -rf .venv
    "$python" -m venv .venv || fail "could not make .venv here; is the folder writable and the disk not full?"
fi

log=$(mktemp) || fail "no temporary file could be made; is the disk full?"
trap 'rm -f "$log"' EXIT
run() {
    "$@" >"$log" 2>&1 && return 0
    tail -n 20 "$log" >&2
    if grep -qiE "gcc|g\+\+|cc1|compiler|Python\.h" "$log"; then
        fail "a package had to be compiled and could not be; install a compiler: sudo apt-get install build-essential python3-dev"
    elif grep -qiE "resolve|connection|network|timed out|unreachable|dns error|Could not find a version|No matching distribution" "$log"; then
        fail "the packages could not be fetched; check the network (or your proxy and package index), then run: make setup"
    elif grep -qiE "No space left" "$log"; then
        fail "the disk is full; free about 1.5 GB, then run: make setup"
    fi
    fail "installing failed, see the lines above; then run: make setup"
}

# Compiled once here: where Python may write no bytecode, each program would compile all it imports at every start.
if command -v uv >/dev/null 2>&1; then
    run uv pip install --compile-bytecode --python .venv/bin/python --require-hashes -r requirements.lock
    run uv pip install --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    run .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
    run .venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
run .venv/bin/python -m compileall -q timeline
.venv/bin/timeline --version >/dev/null || fail "the installed program does not start; remove .venv and run: make setup"
echo "$wanted" >.venv/.made-from
