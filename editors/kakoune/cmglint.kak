# Documents stay TOML for Kakoune; kakoune-lsp learns which server they have.
hook global BufCreate (?:.*/)?(?:(?:[^/]*\.)?cmg|\.?cmglint)\.toml %{
    set-option buffer lsp_language_id cmg
    set-option buffer lsp_servers %{
        [cmglint]
        args = ["server"]
        root_globs = ["cmglint.toml", ".cmglint.toml", ".git"]
    }
    hook -once buffer WinDisplay .* lsp-enable-window
}
