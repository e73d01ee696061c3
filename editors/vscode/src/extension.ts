// The extension itself: starts `postlint server` for Markdown, and asks for the reason before a finding is silenced.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { argumentsOf, notStarted, objection, programOf } from "./session";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("postlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("postlint.command")) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  let program;
  try {
    program = programOf(vscode.workspace.getConfiguration("postlint").get("command"));
  } catch (error) {
    void vscode.window.showErrorMessage(String(error));
    return;
  }
  client = new LanguageClient("postlint", "postlint", program, options());
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(notStarted(program, error));
  }
}

function options(): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
      { language: "mdx", scheme: "file" },
    ],
    middleware: {
      executeCommand: async (command, given, next) => {
        const args = await argumentsOf(command, given, askReason);
        return args === undefined ? undefined : await next(command, args);
      },
    },
  };
}

function askReason(rule: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Silence ${rule} here`,
    prompt: "Why is this right here? The reason stands in the comment, for whoever reads the post after you.",
    validateInput: objection,
  });
}
