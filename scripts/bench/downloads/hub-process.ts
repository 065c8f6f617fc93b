import { hubRepository } from "../../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub } from "../../../tests/fixtures/hub/loopback-hub.ts";
import { randomFile } from "../../../tests/fixtures/hub/random-file.ts";

/** A throttled hub in its own process, so that it takes no CPU time from the downloading process's thread. */
const [megabytes = 0, bytesPerSecond = 0] = process.argv.slice(2).map(Number);
const repository = hubRepository("team/model", { "model.gguf": randomFile(1, megabytes * 1_000_000) });
const hub = await startLoopbackHub({ repositories: [repository], bytesPerSecond });
process.on("message", () => process.send?.({ sentBytes: hub.files.sentBytes }));
process.on("disconnect", () => process.exit());
process.send?.({ endpoint: hub.endpoint });
