# Sourced by each script of this folder: `scratch` is a new folder that goes away, and what the tools
# need is installed below target/clients.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$repository/tests/clients/install.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
install_python packages "$repository/tests/packages/requirements.txt"
PATH="$installed/packages/bin:$PATH"
