import { test } from "./harness/facet.ts";
import { expectTheChat, exportAChat } from "./harness/export-chat.ts";

test("the desktop app exports a chat as a file", async ({ facet }) => {
  expectTheChat(await exportAChat(facet));
});
