export const template = {
  title: "Chat template",
  edited: "Edited",
  unsaved: "Unsaved changes",
  editor: "Template",
  hints: {
    file: "How a chat is written down for the model, in the Jinja language. The template in the model’s file is right for most uses.",
    "built-in":
      "How a chat is written down for the model, in the Jinja language. The model’s file has no template, so Facet uses its own for Gemma 4.",
    none: "How a chat is written down for the model, in the Jinja language. The model’s file has no template. The model can be used once you save one here.",
  },
  save: "Save template",
  reset: "Reset to original",
  saved: "Chat template saved",
  savedDetail: "The model is reloaded with it for the next message.",
  wasReset: "Chat template reset to the original",

  preview: "Preview",
  prompt: "Prompt of a short chat",
  thinking: "Thinking",
  thinkingInPreview: "Thinking in the preview",
  kinds: { control: "Control token", template: "Template text", content: "Message" },
  noPreview: "There is nothing to show until the template is corrected.",
  tokens: (count: string) => `${count} tokens`,
  tokensUnknown: "Load the model to count the tokens.",

  errors: "This template cannot be saved:",
  warnings: "You can use this template, but:",
  line: (line: number) => `Line ${line}`,
  goToLine: (line: number) => `Go to line ${line}`,
  withConsequence: (problem: string, consequence: string) => `${problem} ${consequence}`.trimEnd(),
  problems: {
    blank: "The template is empty.",
    "too-long": (limit: string) => `The template has more than ${limit} characters.`,
    "does-not-parse": (detail: string) => `This is not valid Jinja: ${detail}.`,
    "unclosed-block": (keyword: string) =>
      `The block {% ${keyword} %} is not closed with {% end${keyword} %}.`,
    "does-not-render": (detail: string) => `The template reports an error: ${detail}.`,
    "too-slow": "The template takes too long or needs too much memory.",
    "drops-message": {
      system: "The template leaves out the system prompt.",
      user: "The template leaves out your messages.",
      assistant: "The template leaves out the model’s replies.",
    },
    "repeats-message": "The template writes some messages more than once.",
    "wrong-order": "The template changes the order of the messages.",
    "no-generation-cue":
      "The prompt does not end with the beginning of a reply, so the model would continue your message instead of answering it.",
    "no-turn-marks": "Nothing separates the messages, so the model cannot tell who wrote what.",
    "thinking-has-no-effect": "The Thinking switch has no effect.",
  },
  consequences: {
    "one-message": "Every message would fail.",
    "several-turns": "Every message after the first would fail.",
    "system-prompt": "Chats with a system prompt will fail.",
    thinking: "Messages will fail while Thinking is on.",
    image: "Messages with an image or audio will fail.",
  },
};
