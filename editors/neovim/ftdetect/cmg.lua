-- Still TOML, for highlighting and the like, and something that no other server is started for.
vim.filetype.add({
  filename = {
    ['cmg.toml'] = 'toml.cmg',
    ['cmglint.toml'] = 'toml.cmg',
    ['.cmglint.toml'] = 'toml.cmg',
  },
  pattern = {
    ['.*%.cmg%.toml'] = 'toml.cmg',
  },
})
