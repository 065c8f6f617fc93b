import type { Download } from "../../../shared/models/download.ts";
import { companionsToFetch, type HubFile } from "../../../shared/models/hub-listing.ts";
import type { ModelId } from "../../../shared/models/model.ts";
import { request, type FacetClient } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailure, exitCodes } from "../terminal/command-failure.ts";
import { failureText } from "../terminal/failure-text.ts";
import { bytesText, durationText, percentText } from "../terminal/units.ts";
import { chosenVariant } from "./repository-models.ts";

export interface WantedFromHub {
  readonly repo: string;
  /** null: the one that is usual for its size. */
  readonly quantization: string | null;
  /** Whether its drafter is downloaded too, where there is one; absent: it is. */
  readonly withDrafter?: boolean;
}

/**
 * Downloads a model with its projector and drafter and waits for it. Interrupted, the download is paused; the same command
 * continues it.
 * @returns the id of the model
 * @throws CommandFailure, AppError of the hub
 */
export async function fetchModel(
  { terminal, signal }: Pick<CommandContext, "terminal" | "signal">,
  client: FacetClient,
  { repo, quantization, withDrafter = true }: WantedFromHub,
): Promise<ModelId> {
  const listing = await request(client, "hub.listing", { repo, revision: null });
  const variant = chosenVariant(listing, quantization);
  const companions = companionsToFetch(listing, withDrafter);
  const files = [...variant.files, ...companions];
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const name = `${repo}:${variant.quantization ?? variant.path}`;
  terminal.note(
    `Downloading ${name} (${[bytesText(sizeBytes), ...companions.map(companionText)].join(", ")})`,
  );

  const watching = new AbortController();
  const { promise: ended, resolve, reject } = Promise.withResolvers<ModelId>();
  // It may fail before it is waited for.
  ended.catch(() => undefined);
  let id: string | null = null;
  const see = (downloads: readonly Download[]) => {
    const download = downloads.find((one) => one.id === id);
    if (download === undefined) return;
    const { state } = download;
    if (state.type === "done") resolve(state.modelId);
    else if (state.type === "failed") reject(new CommandFailure(failureText(state.failure)));
    else terminal.progress(progressLine(download));
  };
  const events = client.call(
    "events",
    {},
    {
      signal: watching.signal,
      onEvent: (message) => {
        if (message.event === "downloads.changed") see(message.data);
      },
    },
  );
  events.catch(reject);
  const stop = () => reject(new CommandFailure("", exitCodes.interrupted));
  signal.addEventListener("abort", stop, { once: true });
  try {
    const paths = files.map(({ path }) => path);
    const started = await request(client, "downloads.start", {
      repo,
      revision: listing.revision,
      paths,
      name,
    });
    id = started.id;
    see((await request(client, "app.snapshot", {})).downloads);
    const modelId = await ended;
    terminal.note(`Downloaded ${name}`);
    return modelId;
  } catch (thrown) {
    if (id === null || !signal.aborted) throw thrown;
    await request(client, "downloads.pause", { downloadId: id });
    throw new CommandFailure(
      `Stopped. What was downloaded is kept: facet pull ${repo}${variant.quantization === null ? "" : `:${variant.quantization}`} continues.`,
      exitCodes.interrupted,
    );
  } finally {
    terminal.progress(null);
    signal.removeEventListener("abort", stop);
    watching.abort();
  }
}

function companionText({ role, sizeBytes }: HubFile): string {
  return role === "drafter"
    ? `with its drafter for faster replies (${bytesText(sizeBytes)})`
    : "with its projector for images and audio";
}

function progressLine({ doneBytes, sizeBytes, state }: Download): string {
  // While the hub can't be asked for the files, their sizes are not known.
  const share = percentText(sizeBytes === 0 ? 0 : doneBytes / sizeBytes);
  const done = `${share}  ${bytesText(doneBytes)} of ${bytesText(sizeBytes)}`;
  switch (state.type) {
    case "running": {
      if (state.bytesPerSecond === null || state.bytesPerSecond === 0) return done;
      const left = durationText(((sizeBytes - doneBytes) / state.bytesPerSecond) * 1000);
      return `${done}  ${bytesText(state.bytesPerSecond)}/s  ${left} left`;
    }
    case "waiting":
      return `${done}  ${failureText(state.failure)} Trying again soon.`;
    case "checking":
      return `${done}  checking`;
    case "queued":
      return `${done}  waiting for another download`;
    case "paused":
      return `${done}  paused`;
    case "done":
    case "failed":
      return done;
  }
}
