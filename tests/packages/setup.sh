# Sourced by each script of this folder: `scratch` is a new folder that goes away, and what the tools
# need is installed below target/clients.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$repository/tests/clients/install.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
install_python packages "$repository/tests/packages/requirements.txt"
PATH="$installed/packages/bin:$PATH"
# shellcheck disable=SC2034 # for those who source this
version=$(sed -n '/^\[workspace\.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$repository/Cargo.toml")

# Tries an installed program, where nothing of this repository is but the examples.
try_program() {
    local status=0
    git init --quiet "$scratch/tried"
    cd "$scratch/tried"
    cp -r "$repository/examples" .
    "$1" --version | grep -qx "cmglint $version"
    "$1" check --format concise --today 2026-11-22 examples/mistakes >found.txt || status=$?
    [ "$status" = 1 ]
    diff found.txt examples/mistakes/findings.txt
}
