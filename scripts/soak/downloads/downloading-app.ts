import { Downloads } from "../../../electron/models/downloads/downloads.ts";
import { transferOptions } from "../../../electron/models/downloads/transfer-options.ts";
import { HubClient } from "../../../electron/models/hub/hub-client.ts";
import { ModelLibrary } from "../../../electron/models/library.ts";
import type { FromDownloadingApp, ToDownloadingApp } from "./downloading-process.ts";

/** The part of the app that downloads and lists models, in its own process, which can be killed. */
const [modelsFolder = "", endpoint = ""] = process.argv.slice(2);
const tell = (message: FromDownloadingApp) => process.send?.(message);

const library = new ModelLibrary({ folder: modelsFolder, demoModelPath: "" });
const downloads = new Downloads({
  modelsFolder,
  hub: new HubClient(() => ({ endpoint, token: null, trustedOrigins: [] })),
  log: { info: () => undefined, error: (message, detail) => console.error(message, detail) },
  onChange: (list) => tell({ type: "downloads", downloads: list }),
  onPlaced: () => library.refresh(),
  options: {
    ...transferOptions,
    pieceBytes: 512 * 1024,
    timeoutMs: 4_000,
    retry: { firstMs: 10, longestMs: 200 },
    spaceCheckIntervalMs: 200,
    recordEveryMs: 150,
  },
});
library.onChange((models) => tell({ type: "models", models }));
process.on("message", (message: ToDownloadingApp) => {
  const answer =
    message.type === "begin" ? downloads.begin(message.wanted) : downloads.resume(message.downloadId);
  answer.then(
    () => tell({ type: "answered", failure: null }),
    (thrown: unknown) => tell({ type: "answered", failure: String((thrown as { code?: unknown }).code) }),
  );
});
process.on("disconnect", () => process.exit());
await library.start();
await downloads.start();
tell({ type: "started" });
