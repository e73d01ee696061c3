// The protocol as VS Code's own library speaks it, against the real server; skipped where postlint is not installed.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";

const installed = spawnSync("postlint", ["server", "--help"]).status === 0;
const TEXT = "😀 We saw teh sea.\r\n";

test("open, diagnostics, quick fix", { skip: installed ? false : "postlint is not installed" }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "postlint-"));
  const server = spawn("postlint", ["server"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  try {
    const published = new Promise((resolve) => connection.onNotification("textDocument/publishDiagnostics", resolve));
    connection.listen();
    const uri = pathToFileURL(join(folder, "post.md")).href;
    const told = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { general: { positionEncodings: ["utf-16"] } },
    });
    assert.equal(told.capabilities.positionEncoding, "utf-16");
    await connection.sendNotification("initialized", {});
    const document = { uri, languageId: "markdown", version: 1, text: TEXT };
    await connection.sendNotification("textDocument/didOpen", { textDocument: document });
    const [found] = (await published).diagnostics;
    assert.equal(found.code, "known-typo");
    assert.equal(TEXT.slice(found.range.start.character, found.range.end.character), "teh");
    const asked = { textDocument: { uri }, range: found.range, context: { diagnostics: [found] } };
    const actions = await connection.sendRequest("textDocument/codeAction", asked);
    assert.deepEqual(
      actions.map((one) => one.title),
      [
        "Replace “teh” with “the”",
        "Accept “teh” on this site",
        "Silence known-typo here, with a reason",
        "Fix all safe findings in this post",
      ],
    );
    const [edit] = actions[0].edit.changes[uri];
    const { start, end } = edit.range;
    assert.equal(TEXT.slice(0, start.character) + edit.newText + TEXT.slice(end.character), "😀 We saw the sea.\r\n");
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
  } finally {
    connection.dispose();
    server.kill();
    rmSync(folder, { recursive: true });
  }
});
