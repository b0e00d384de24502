# Sourced by whoever installs clients, into `installed`.

installed=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/clients
mkdir -p "$installed"

# Runs a step of the installation, whose output is of interest only where it fails.
quietly() {
    timeout 600 "${@:2}" >"$installed/install.log" 2>&1 </dev/null && return
    cat "$installed/install.log" >&2
    echo "the clients cannot be tested: $1 cannot be installed" >&2
    exit 1
}

# install_packages NAME...: those of Debian that are missing.
install_packages() {
    local as=() missing=()
    for package in "$@"; do
        dpkg-query --show --showformat '${Status}' "$package" 2>&1 | grep -q ' installed$' ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    [ "$(id -u)" = 0 ] || as=(sudo --non-interactive)
    quietly "${missing[*]}" "${as[@]}" apt-get update
    quietly "${missing[*]}" "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "${missing[@]}"
}

# install_npm FOLDER [TO]: what the lock of a folder names, there or elsewhere. What npm writes into
# node_modules at its end says when that was.
install_npm() {
    local folder=$1 to=${2:-$1}
    [ "$to/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return
    if [ "$to" != "$folder" ]; then
        mkdir -p "$to"
        cp "$folder/package.json" "$folder/package-lock.json" "$to"
    fi
    quietly "${folder##*/} (npm)" npm ci --prefix "$to"
}

# install_python NAME FILE: an environment of its own, with the requirements of a file.
install_python() {
    local to="$installed/$1" wanted=$2
    cmp -s "$wanted" "$to/requirements.txt" && return
    quietly "a Python environment" python3 -m venv --clear "$to"
    quietly "$(head -1 "$wanted")" "$to/bin/pip" install --no-deps --requirement "$wanted"
    cp "$wanted" "$to/requirements.txt"
}
