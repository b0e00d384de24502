# Sourced by `all` and `prove`: installs the clients that are missing, or says what it cannot install
# and ends. Nothing is skipped: a client that nobody ran says nothing.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$home/install.sh"
clients=(pytest_lsp node neovim-debian neovim-new emacs-eglot emacs-lsp-mode)

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

install_packages neovim emacs-nox elpa-eglot elpa-lsp-mode zsh fish man-db
install_python python "$home/requirements.txt"
install_npm "$home/node"
