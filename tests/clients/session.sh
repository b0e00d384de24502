# Sourced by each `run PROGRAM [DAMAGE]`. For the client, `cmglint` is the program, or what stands
# before it and damages its messages; `folder` is a new one, with the example in it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../../.." && pwd)
program=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$repository/examples/mistakes/cmg.toml" "$folder/cmg.toml"
mkdir "$folder/bin"
if [ -n "${2:-}" ]; then
    printf '#!/bin/sh\nexec python3 "%s/../damage.py" %s -- "%s" "$@"\n' "$here" "$2" "$program" \
        >"$folder/bin/cmglint"
    chmod +x "$folder/bin/cmglint"
else
    ln -s "$program" "$folder/bin/cmglint"
fi
export PATH="$folder/bin:$PATH" DOCUMENT="$folder/cmg.toml"
