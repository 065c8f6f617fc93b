import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverDialects } from "../../shared/models/remote-server.ts";
import { grayImage } from "../fixtures/gray-image.ts";
import { openRemote } from "../fixtures/servers/open-remote-model.ts";
import { startScriptedServer } from "../fixtures/servers/scripted-server.ts";
import { describeChatModel } from "./chat-model-contract.ts";

for (const dialect of serverDialects) {
  describeChatModel(`of a scripted ${dialect}`, async () => {
    const server = await startScriptedServer(dialect, { pieceMs: 2 });
    const remote = await openRemote(server.url);
    const call = { name: "get_weather", arguments: { city: "Paris", days: 2 } };
    const callingServer = await startScriptedServer(dialect, { toolCalls: [call] });
    const callingRemote = await openRemote(callingServer.url);
    const folder = await mkdtemp(join(tmpdir(), "facet-contract-"));
    return {
      model: await remote.model(),
      answer: server.script.answer,
      reasoning: server.script.reasoning,
      calling: { model: await callingRemote.model(), call, answer: callingServer.script.answer },
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
        await callingRemote.dispose();
        await callingServer.close();
        await rm(folder, { recursive: true });
      },
    };
  });
}
