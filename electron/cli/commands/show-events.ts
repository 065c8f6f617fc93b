import type { InferenceEvent } from "../../inference/inference-request.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { percentText } from "../terminal/units.ts";

export interface GeneratedText {
  readonly answer: string;
  readonly reasoning: string;
}

/** What becomes of the text of a generation. */
export interface TextSink {
  onAnswer(text: string): void;
  onReasoning(text: string): void;
  /** The reasoning is complete. */
  onReasoningEnd(): void;
}

/** Shows the events of a generation as they come and collects its text. */
export function eventShower(terminal: Terminal, sink: TextSink) {
  const types = new Map<string, "text" | "reasoning">();
  let answer = "";
  let reasoning = "";
  const show = (event: InferenceEvent): void => {
    switch (event.type) {
      case "queued":
        terminal.progress(event.ahead === 0 ? "Waiting" : `Waiting for ${event.ahead} earlier`);
        break;
      case "loading":
        terminal.progress(`Loading the model  ${percentText(event.progress)}`);
        break;
      case "model-ready":
        break;
      case "prefill":
        terminal.progress(event.progress < 1 ? `Reading  ${percentText(event.progress)}` : null);
        break;
      case "paused":
        terminal.progress("Paused: the window needs the engine");
        break;
      case "part-started":
        types.set(event.partId, event.partType);
        break;
      case "part-delta":
        if (types.get(event.partId) === "reasoning") {
          reasoning += event.text;
          sink.onReasoning(event.text);
        } else {
          answer += event.text;
          sink.onAnswer(event.text);
        }
        break;
      case "part-ended":
        if (types.get(event.partId) === "reasoning") sink.onReasoningEnd();
        break;
      case "tool-call-started":
      case "tool-call":
        // Commands declare no tools.
        break;
      default:
        assertNever(event);
    }
  };
  return {
    show,
    text: (): GeneratedText => ({ answer, reasoning }),
  };
}
