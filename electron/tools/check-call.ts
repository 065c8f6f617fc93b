import type { JsonObject, ToolCallPart } from "../../shared/chat/message-part.ts";
import { answers } from "./answers.ts";
import { mostCallsAtOnce } from "./call-limits.ts";
import { checkArguments } from "./check-arguments.ts";
import type { RepeatedCalls } from "./repeated-calls.ts";
import type { RegisteredTool } from "./tool-registry.ts";

/** What becomes of a call: it is answered without being made, or it can be made, once it is allowed. */
export type CheckedCall =
  | {
      readonly type: "answer";
      /** null: there is no such tool. */
      readonly registered: RegisteredTool | null;
      readonly text: string;
      readonly isError: boolean;
    }
  | { readonly type: "run"; readonly registered: RegisteredTool; readonly args: JsonObject };

export interface CallChecks {
  readonly tools: ReadonlyMap<string, RegisteredTool>;
  /** Those of the reply so far; a call that can be made is added. */
  readonly repeated: RepeatedCalls;
  readonly isOn: (registered: RegisteredTool) => boolean;
}

/** @param place of the call among those that its generation ended in, from 0 */
export function checkCall(
  { name, arguments: given }: Pick<ToolCallPart, "name" | "arguments">,
  place: number,
  { tools, repeated, isOn }: CallChecks,
): CheckedCall {
  const registered = tools.get(name) ?? null;
  const refuse = (text: string) => ({ type: "answer", registered, text, isError: true }) as const;
  if (registered === null) return refuse(answers.unknown(name, [...tools.keys()]));
  if (!isOn(registered)) return refuse(answers.switchedOff(name));
  const { declaration, access } = registered.tool;
  const checked = checkArguments(given, declaration.parameters);
  if (!checked.isValid) return refuse(answers.invalid(checked.problem));
  if (place >= mostCallsAtOnce) return refuse(answers.tooMany(mostCallsAtOnce));
  if (repeated.isRepeated(name, checked.args))
    return { type: "answer", registered, text: answers.repeated, isError: false };
  repeated.add(name, checked.args, access);
  return { type: "run", registered, args: checked.args };
}
