import { test } from "./harness/facet.ts";
import { expectTheChat, exportAChat } from "./harness/export-chat.ts";

test("exports a chat as a file in the desktop app", async ({ facet }) => {
  const download = await exportAChat(facet);
  // The stand-in serves requests but does not save downloads, so the file is fetched from its address.
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
