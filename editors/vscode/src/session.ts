// What does not need VS Code itself: which program to start, and what is asked before the server silences a finding.

export interface Program {
  command: string;
  args: string[];
}

/** The program to start; `given` is the setting, which may hold anything. Throws where it names nothing. */
export function programOf(given: unknown): Program {
  const words = Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : [];
  if (words.length === 0 || words[0] === "") {
    throw new Error('postlint.command names no program; the default is ["postlint", "server"]');
  }
  return { command: words[0], args: words.slice(1) };
}

/** What to tell somebody whose editor could not start the program. */
export function notStarted(program: Program, reason: unknown): string {
  const said = reason instanceof Error ? reason.message : String(reason);
  return `postlint could not be started (${program.command}): ${said}. Install it with pip install "postlint[lsp]", or name it in the setting postlint.command.`;
}

export const SILENCE = "postlint.silence";

/** Why a reason cannot stand in every comment, undefined where it can; as the server judges it. */
export function objection(reason: string): string | undefined {
  const found = /--|\*\/|\||[\r\n]/.exec(reason);
  return found ? `a reason cannot hold ${JSON.stringify(found[0])}: it would end the comment or a table's cell` : undefined;
}

/**
 * The arguments of a command that goes to the server; undefined where somebody changed their mind.
 * `ask` is called with the name of a rule that is to be silenced, and gives the reason why it is right here.
 */
export async function argumentsOf(
  command: string,
  given: unknown[],
  ask: (rule: string) => PromiseLike<string | undefined>,
): Promise<unknown[] | undefined> {
  if (command !== SILENCE || given[3]) {
    return given;
  }
  const reason = await ask(String(given[1]));
  return reason === undefined ? undefined : [...given.slice(0, 3), reason];
}
