// What the extension decides without VS Code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SILENCE, argumentsOf, notStarted, objection, programOf } from "../dist/session.mjs";

test("the program is the first word of the setting", () => {
  assert.deepEqual(programOf(["uvx", "postlint", "server"]), { command: "uvx", args: ["postlint", "server"] });
});

for (const given of [undefined, [], [""], "postlint server", [3]]) {
  test(`a setting that names no program is an error: ${JSON.stringify(given)}`, () => {
    assert.throws(() => programOf(given), /names no program/);
  });
}

test("whoever has not installed it is told how", () => {
  assert.match(notStarted(programOf(["postlint"]), new Error("ENOENT")), /ENOENT.*pip install "postlint\[lsp\]"/);
});

test("a finding is silenced with the reason that was given", async () => {
  const asked = [];
  const ask = async (rule) => (asked.push(rule), "as the poster said it");
  const given = ["file:///a.md", "wrong-weekday", 4, ""];
  assert.deepEqual(await argumentsOf(SILENCE, given, ask), ["file:///a.md", "wrong-weekday", 4, "as the poster said it"]);
  assert.deepEqual(asked, ["wrong-weekday"]);
});

test("nothing is silenced where nobody gives a reason", async () => {
  assert.equal(await argumentsOf(SILENCE, ["file:///a.md", "a", 4, ""], async () => undefined), undefined);
});

test("other commands are asked nothing", async () => {
  const ask = () => assert.fail("asked");
  assert.deepEqual(await argumentsOf("postlint.accept", ["file:///a.md", "word"], ask), ["file:///a.md", "word"]);
});

test("a reason that would end the comment is refused", () => {
  assert.equal(objection("as the poster said it"), undefined);
  assert.match(objection("a --> b"), /cannot hold/);
});
