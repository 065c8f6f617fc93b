/** The parts of a message: reasoning, tool calls, sources. */
export const parts = {
  /** Appended to the words of a reasoning panel; the accessible name still begins with `chat.reasoning`. */
  cutShort: (reasoning: string) => `${reasoning} · cut short`,
  answerNow: "Answer now",
  answerNowHint: "Ends the thinking. The model answers with what it has so far.",

  toolCall: (name: string) => `Tool call: ${name}`,
  states: {
    waiting: "Waiting",
    running: "Running",
    done: "Done",
    failed: "Failed",
    interrupted: "Interrupted",
    skipped: "Not run",
  },
  needsApproval: "Needs your approval",
  denied: "Denied",
  stateAndTime: (state: string, duration: string) => `${state} · ${duration}`,
  result: "Result",
  error: "Error message",
  resultOf: (name: string) => `Result of ${name}`,
  emptyResult: "The tool returned nothing.",

  source: "Source",
  sourceNamed: (title: string) => `Source: ${title}`,
  sources: "Sources",
  moreSources: (count: number) => (count === 1 ? "1 more source" : `${count} more sources`),
  foundSources: (count: number) => (count === 1 ? "1 page found" : `${count} pages found`),
  fewerSources: "Show fewer",

  /** A part whose type this version does not know, followed by that type. */
  unknown: "Made by a newer version of Facet",
  unknownType: "Update Facet to see this part of the message. Its type:",
};
