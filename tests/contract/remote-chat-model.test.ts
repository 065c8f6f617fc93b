import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { serverDialects } from "../../shared/models/remote-server.ts";
import { openRemote } from "../fixtures/servers/open-remote-model.ts";
import { startScriptedServer } from "../fixtures/servers/scripted-server.ts";
import { describeChatModel } from "./chat-model-contract.ts";

for (const dialect of serverDialects) {
  describeChatModel(`of a scripted ${dialect}`, async () => {
    const server = await startScriptedServer(dialect, { pieceMs: 2 });
    const remote = await openRemote(server.url);
    const folder = await mkdtemp(join(tmpdir(), "facet-contract-"));
    return {
      model: await remote.model(),
      answer: server.script.answer,
      reasoning: server.script.reasoning,
      image: await grayImage(folder),
      failNext: () => {
        server.script.fault = { type: "error", afterPieces: 3 };
      },
      recover: () => {
        server.script.fault = null;
      },
      async dispose() {
        await remote.dispose();
        await server.close();
        await rm(folder, { recursive: true });
      },
    };
  });
}

async function grayImage(folder: string): Promise<TurnMedia> {
  const path = join(folder, "image");
  await writeFile(path, Buffer.alloc(96 * 48 * 3, 128));
  return { kind: "image", hash: "0".repeat(64), widthPx: 96, heightPx: 48, path };
}
