-- The language server, as `vim.lsp.enable('cmglint')` wants it.
return {
  cmd = { 'cmglint', 'server' },
  filetypes = { 'toml.cmg' },
  root_markers = { 'cmglint.toml', '.cmglint.toml', '.git' },
  get_language_id = function()
    return 'cmg'
  end,
}
