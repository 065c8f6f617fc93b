import { expect, type Locator, type Page } from "@playwright/test";

/** User actions and elements of the page, located by their visible or accessible names. */
export function user(page: Page) {
  const box = page.getByRole("textbox", { name: "Message", exact: true });
  const replies = page.getByRole("article", { name: "Assistant" });
  const questions = page.getByRole("article", { name: "You" });
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  /** A model in the open menu. The accessible name continues with facts about the file. */
  const modelItem = (name: string): Locator =>
    page.getByRole("menuitemradio", { name: new RegExp(`^${name}\\s*(Demo)?\\s*\\d`) });
  return {
    modelItem,
    box,
    replies,
    stop,
    questions,
    chats: page.getByRole("navigation", { name: "Chats" }),
    thinking: page.getByRole("switch", { name: "Thinking" }),
    reasoning: page.getByRole("button", { name: /^Reasoning/ }),

    /** Sends a message, and waits until it is shown in the chat. From then on a reply is generated. */
    send: async (text: string): Promise<void> => {
      const before = await questions.count();
      await box.fill(text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await expect(box).toHaveValue("");
      await expect(questions).not.toHaveCount(before);
    },

    /** Waits until no reply is being generated in the open chat. */
    replyEnds: async (): Promise<void> => {
      await expect(stop).toBeHidden({ timeout: 30_000 });
    },

    /** Chooses a model in the top bar, and waits until the top bar shows it. */
    chooseModel: async (name: string): Promise<void> => {
      await page.getByRole("button", { name: /^Model: / }).click();
      await modelItem(name).click();
      await expect(page.getByRole("button", { name: `Model: ${name}` })).toBeVisible();
    },

    chat: (title: string): Locator => {
      return page.getByRole("navigation", { name: "Chats" }).getByRole("link", { name: title });
    },

    newChat: (): Promise<void> => {
      return page.getByRole("button", { name: "New chat" }).first().click();
    },
  };
}
