import { randomUUID } from "node:crypto";
import type { McpAnswer, McpForm, McpQuestion } from "../../../shared/tools/mcp/mcp-question.ts";

/** More at once would be a server that annoys. */
const mostAtOnce = 5;

/** What servers ask the user, until it is answered or of no interest any more. */
export class McpQuestions {
  readonly #onChange: (questions: readonly McpQuestion[]) => void;
  readonly #waiting = new Map<
    string,
    { readonly question: McpQuestion; readonly answer: (answer: McpAnswer) => void }
  >();

  constructor(onChange: (questions: readonly McpQuestion[]) => void) {
    this.#onChange = onChange;
  }

  list(): readonly McpQuestion[] {
    return [...this.#waiting.values()].map(({ question }) => question);
  }

  /** Never rejects: where the signal is aborted, nobody decided. */
  async ask(serverName: string, form: McpForm, signal: AbortSignal): Promise<McpAnswer> {
    if (signal.aborted || this.#waiting.size >= mostAtOnce) return { action: "cancel" };
    const { promise, resolve } = Promise.withResolvers<McpAnswer>();
    const question: McpQuestion = { id: randomUUID(), serverName, form };
    const withdraw = () => resolve({ action: "cancel" });
    signal.addEventListener("abort", withdraw);
    this.#waiting.set(question.id, { question, answer: resolve });
    this.#onChange(this.list());
    const answer = await promise;
    signal.removeEventListener("abort", withdraw);
    this.#waiting.delete(question.id);
    this.#onChange(this.list());
    return answer;
  }

  /** One that no longer waits is ignored: it was answered in another window, or its call has ended. */
  answer(questionId: string, answer: McpAnswer): void {
    this.#waiting.get(questionId)?.answer(answer);
  }

  dispose(): void {
    for (const { answer } of this.#waiting.values()) answer({ action: "cancel" });
  }
}
