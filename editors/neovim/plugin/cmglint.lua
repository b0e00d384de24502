-- Before 0.11 there is no vim.lsp.enable, so the server is started from here.
if vim.fn.has('nvim-0.11') == 1 then
  return
end

local config = dofile(vim.api.nvim_get_runtime_file('lsp/cmglint.lua', false)[1])
config.name = 'cmglint'

-- 0.7 does not share a client among buffers by itself.
local client

vim.api.nvim_create_autocmd('FileType', {
  pattern = config.filetypes,
  callback = function(event)
    if vim.lsp.start then
      local from = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
      local marker = vim.fs.find(config.root_markers, { upward = true, path = from })[1]
      config.root_dir = marker and vim.fs.dirname(marker)
      vim.lsp.start(config)
    else
      config.root_dir = vim.fn.getcwd()
      client = client or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, client)
    end
  end,
})
