-- A session with the files of editors/neovim, without a window. Works from Neovim 0.7 on.

local patience = tonumber(vim.env.PATIENCE or '10')
local folder = vim.fn.fnamemodify(vim.env.DOCUMENT, ':h')

local function check(condition, text)
  if not condition then
    error(text, 0)
  end
end

-- Neovim reads keys between two steps only, so that a step waits by giving up its turn.
local function await(text, done)
  local this = coroutine.running()
  for _ = 1, patience * 50 do
    local result = done()
    if result then
      return result
    end
    vim.defer_fn(function()
      coroutine.resume(this)
    end, 20)
    coroutine.yield()
  end
  error(text, 0)
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

local function clients_of(buffer)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client)
    return client.name == 'cmglint' and vim.lsp.buf_is_attached(buffer, client.id)
  end, get())
end

local function of(rule, buffer)
  for _, it in ipairs(vim.diagnostic.get(buffer)) do
    local lsp = it.user_data and it.user_data.lsp or {}
    if (it.code or lsp.code) == rule then
      return it
    end
  end
end

local function go_to(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column })
      return
    end
  end
  error('no line has ' .. text, 0)
end

local function detection()
  for name, filetype in pairs({
    ['lab.cmg.toml'] = 'toml.cmg',
    ['cmglint.toml'] = 'toml.cmg',
    ['.cmglint.toml'] = 'toml.cmg',
    ['Cargo.toml'] = 'toml',
  }) do
    vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/' .. name))
    local buffer = vim.api.nvim_get_current_buf()
    check(vim.bo.filetype == filetype, name .. ' is ' .. vim.bo.filetype)
    if filetype == 'toml.cmg' then
      await('no server for ' .. name, function()
        return #clients_of(buffer) == 1
      end)
    else
      check(#clients_of(buffer) == 0, 'a server for ' .. name)
    end
  end
  vim.cmd('buffer ' .. vim.fn.fnameescape(vim.env.DOCUMENT))
end

local function hover(buffer)
  go_to(buffer, 'region')
  vim.api.nvim_buf_set_keymap(buffer, 'n', 'K', '<Cmd>lua vim.lsp.buf.hover()<CR>', {})
  vim.api.nvim_input('K')
  local window = await('nothing is shown on hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return window
      end
    end
  end)
  local shown = text_of(vim.api.nvim_win_get_buf(window))
  check(shown:find('region', 1, true), 'on hover: ' .. shown)
  vim.api.nvim_win_close(window, true)
end

local function completion(buffer)
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  -- Older versions leave out what stands in quotes once a quote is typed.
  local typed = vim.fn.has('nvim-0.11') == 1 and '"nor' or ''
  vim.api.nvim_input('Go[gateway.typed]<CR>region = ' .. typed .. '<C-x><C-o>')
  await('northeurope is not offered', function()
    for _, item in ipairs(vim.fn.complete_info({ 'items' }).items) do
      if item.abbr:find('northeurope', 1, true) then
        return true
      end
    end
  end)
  vim.api.nvim_input('<C-e><Esc>')
  await('insert mode does not end', function()
    return vim.fn.mode() == 'n'
  end)
  vim.cmd('silent undo')
  check(not text_of(buffer):find('gateway.typed', 1, true), 'the typed lines stay')
end

-- As a person would: the cursor there, and the action chosen.
local function fix(buffer)
  local found = of('region-spelling', buffer)
  check(found, 'region-spelling was not found')
  vim.ui.select = function(items, _, choose)
    for index, item in ipairs(items) do
      if (item.action or item[2]).isPreferred then
        return choose(item, index)
      end
    end
  end
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action()
  await('the fix was not applied', function()
    return text_of(buffer):find('region = "eastus"', 1, true)
  end)
  await('the finding stays after its fix', function()
    return not of('region-spelling', buffer)
  end)
end

local function ending(buffer)
  local client = clients_of(buffer)[1]
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop()
  else
    client.stop()
  end
  await('the server lives on', function()
    return client.is_stopped(client)
  end)
end

local function session()
  vim.o.hidden, vim.o.showmode = true, false
  vim.opt.shortmess:append('cF')
  local buffer = vim.api.nvim_get_current_buf()
  check(vim.bo.filetype == 'toml.cmg', 'cmg.toml is ' .. vim.bo.filetype)
  await('no server', function()
    return #clients_of(buffer) == 1
  end)
  await('no findings', function()
    return #vim.diagnostic.get(buffer) > 10
  end)
  detection()
  hover(buffer)
  completion(buffer)
  fix(buffer)
  ending(buffer)
  local version = vim.version()
  local did = 'detection, findings, hover, completion, fix, end'
  io.stdout:write(('neovim %d.%d: %s\n'):format(version.major, version.minor, did))
end

vim.defer_fn(coroutine.wrap(function()
  local ok, problem = pcall(session)
  if not ok then
    io.stdout:write(tostring(problem) .. '\n')
    vim.cmd('cquit!')
  end
  vim.cmd('qall!')
end), 50)
