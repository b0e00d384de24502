-- A session in Neovim's own client, without a window. Works from 0.7 on.

local function say(text)
  io.stdout:write(text .. '\n')
end

local function check(condition, text)
  if not condition then
    error(text, 0)
  end
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

local function session()
  vim.cmd('set noswapfile hidden')
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.DOCUMENT))
  vim.bo.filetype = 'toml'
  local buffer = vim.api.nvim_get_current_buf()
  local ended
  local config = {
    name = 'cmglint',
    cmd = { vim.env.CMGLINT, 'server' },
    root_dir = vim.fn.fnamemodify(vim.env.DOCUMENT, ':h'),
    on_exit = function(code)
      ended = code
    end,
  }
  local id
  if vim.lsp.start then
    id = vim.lsp.start(config, { bufnr = buffer })
  else
    id = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, id)
  end
  check(id, 'the client did not start')
  local function findings()
    return vim.diagnostic.get(buffer)
  end
  vim.wait(10000, function()
    return #findings() > 10
  end, 20)
  check(#findings() > 10, #findings() .. ' findings')
  local function of(rule)
    for _, it in ipairs(findings()) do
      local lsp = it.user_data and it.user_data.lsp or {}
      if (it.code or lsp.code) == rule then
        return it
      end
    end
  end
  local found = of('region-spelling')
  check(found, 'region-spelling was not found')

  -- As a person would: the cursor there, and the action applied. Older versions only ask.
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return action.isPreferred == true
      end,
    })
    vim.wait(5000, function()
      return text_of(buffer):find('region = "eastus"', 1, true) ~= nil
    end, 20)
    check(text_of(buffer):find('region = "eastus"', 1, true), 'the fix was not applied')
    vim.wait(5000, function()
      return of('region-spelling') == nil
    end, 20)
    check(not of('region-spelling'), 'the finding stays after its fix')
  end

  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.get_client_by_id(id):stop()
  else
    vim.lsp.stop_client(id)
  end
  vim.wait(5000, function()
    return ended ~= nil
  end, 20)
  check(ended == 0, 'exit status ' .. tostring(ended))
  local version = vim.version()
  say(('neovim %d.%d: %s'):format(version.major, version.minor, 'findings, fix, end'))
end

vim.defer_fn(function()
  local ok, problem = xpcall(session, debug.traceback)
  if not ok then
    say(tostring(problem))
    vim.cmd('cq!')
  end
  vim.cmd('qa!')
end, 50)
