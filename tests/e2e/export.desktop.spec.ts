import { test } from "./harness/facet.ts";
import { expectTheChat, exportAChat } from "./harness/export-chat.ts";

test("the desktop app exports a chat as a file", async ({ facet }) => {
  const download = await exportAChat(facet);
  // The stand-in answers requests, and has no place for downloads: what would be in the file is read from the address.
  const { name, archive } = await facet.page.evaluate(async (path) => {
    const response = await fetch(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      name: response.headers.get("content-disposition") ?? "",
      archive: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""),
    };
  }, new URL(download.url()).pathname);
  expectTheChat(decodeURIComponent(name.replace("attachment; filename*=UTF-8''", "")), archive);
});
