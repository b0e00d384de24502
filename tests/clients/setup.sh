# Sourced by `all` and `prove`: installs the clients that are missing, or says what it cannot install
# and ends. Nothing is skipped: a client that nobody ran says nothing.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
installed=$(cd "$home/../.." && pwd)/target/clients
packages=(neovim emacs-nox elpa-eglot elpa-lsp-mode)
clients=(pytest_lsp node neovim-debian neovim-new emacs-eglot emacs-lsp-mode)
mkdir -p "$installed"

# Runs one client: client NAME PROGRAM [DAMAGE]
client() {
    case $1 in
        pytest_lsp) PYTHON="$installed/python/bin/python" "$home/pytest_lsp/run" "${@:2}" ;;
        node) "$home/node/run" "${@:2}" ;;
        neovim-debian) NVIM=/usr/bin/nvim "$home/neovim/run" "${@:2}" ;;
        neovim-new) NVIM="$installed/python/bin/nvim" "$home/neovim/run" "${@:2}" ;;
        emacs-*) EMACS=/usr/bin/emacs CLIENT=${1#emacs-} "$home/emacs/run" "${@:2}" ;;
    esac
}

# Runs a step of the installation, whose output is of interest only where it fails.
quietly() {
    timeout 600 "${@:2}" >"$installed/install.log" 2>&1 </dev/null && return
    cat "$installed/install.log" >&2
    echo "the clients cannot be tested: $1 cannot be installed" >&2
    exit 1
}

install_packages() {
    local as=() missing=()
    for package in "${packages[@]}"; do
        dpkg-query --show --showformat '${Status}' "$package" 2>&1 | grep -q ' installed$' ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    [ "$(id -u)" = 0 ] || as=(sudo --non-interactive)
    quietly "${missing[*]}" "${as[@]}" apt-get update
    quietly "${missing[*]}" "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "${missing[@]}"
}

install_python() {
    local wanted="$home/requirements.txt" has="$installed/python/requirements.txt"
    cmp -s "$wanted" "$has" && return
    quietly "a Python environment" python3 -m venv --clear "$installed/python"
    quietly "$(head -1 "$wanted")" "$installed/python/bin/pip" install --no-deps --requirement "$wanted"
    cp "$wanted" "$has"
}

install_node() {
    local lock="$home/node/package-lock.json" has="$home/node/node_modules/package-lock.json"
    cmp -s "$lock" "$has" && return
    quietly "the library for Node.js" npm ci --prefix "$home/node"
    cp "$lock" "$has"
}

install_packages
install_python
install_node
