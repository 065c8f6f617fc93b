/** What a model is told of a call that was not run. English, because models follow it best. */
export const answers = {
  unknown: (name: string, names: readonly string[]) =>
    `There is no tool named ${name}. ${names.length === 0 ? "No tools are available." : `Available tools: ${names.join(", ")}.`}`,
  switchedOff: (name: string) => `The user has switched the tool ${name} off. Answer without it.`,
  invalid: (problem: string) =>
    `The call was not made, because its arguments do not fit: ${problem}. Correct them and call again.`,
  repeated:
    "You have already made this call with the same arguments, and its result is above. Use that result, or call with other arguments.",
  tooMany: (most: number) =>
    `The call was not made: at most ${most} calls can be made at once. Make it again later if it is needed.`,
  denied: (words: string) =>
    words === ""
      ? "The user did not allow this call. Do not make it again; go on without it or ask the user."
      : `The user did not allow this call and says: ${words}`,
  nobodyToAsk: (name: string) =>
    `The call was not made: ${name} needs the user's permission, and there is no user to ask here. Do not make it again; go on without it.`,
  interrupted:
    "The call was interrupted, and its result is not known. It may have had an effect. Do not make it again unless the user asks for it.",
  notMade: "The call was not made, because the reply was stopped before.",
  failed: (message: string) => `The tool failed: ${message}`,
} as const;
