-- A session in headless Neovim: open, type, wait for diagnostics, apply every safe fix, write the file.
--   nvim --headless --clean -c "luafile neovim.lua" POST

local function fail(said)
  io.stderr:write(said .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, holds)
  if not vim.wait(30000, holds, 20) then
    fail("no " .. what .. " came")
  end
end

local post = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "postlint",
  cmd = { vim.env.POSTLINT_PYTHON, "-m", "postlint", "server" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(post, client)

local function found()
  return vim.diagnostic.get(post)
end

-- type a line that is wrong in two ways
wait("first look", function() return #found() == 1 end)
vim.api.nvim_buf_set_lines(post, -1, -1, true, { "", "😀😀 It was the the end, and we recieve rain." })
wait("diagnostics of what was typed", function() return #found() == 3 end)

local function act(only)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(post),
    range = { start = { line = 0, character = 0 }, ["end"] = { line = vim.api.nvim_buf_line_count(post), character = 0 } },
    context = { diagnostics = {}, only = { only } },
  }
  local answers = vim.lsp.buf_request_sync(post, "textDocument/codeAction", params, 30000)
  return answers[client].result
end

local encoding = vim.lsp.get_client_by_id(client).offset_encoding
for _, action in ipairs(act("source.fixAll")) do
  vim.lsp.util.apply_workspace_edit(action.edit, encoding)
end
wait("diagnostics of what was fixed", function() return #found() == 0 end)
vim.cmd("write")
vim.lsp.stop_client(client)
wait("end", function() return vim.lsp.client_is_stopped(client) end)
vim.cmd("qall!")
