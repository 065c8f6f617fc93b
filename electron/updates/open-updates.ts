import type { LiveReplies } from "../chat/live-replies.ts";
import type { Log } from "../home/log.ts";
import type { Scheduler } from "../inference/scheduler.ts";
import type { Publish } from "../ipc/publish.ts";
import type { Downloads } from "../models/downloads/downloads.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { UpdateService } from "./update-service.ts";
import type { Updater } from "./updater.ts";

/** @param openUpdater absent: this is no installed app, and updates are never looked for */
export async function openUpdates(
  openUpdater: ((log: Log) => Promise<Updater | undefined>) | undefined,
  parts: {
    readonly settings: SettingsStore;
    readonly work: WorkInProgress;
    readonly publish: Publish;
    readonly log: Log;
  },
): Promise<UpdateService | null> {
  const { settings, work, publish, log } = parts;
  const updater = await openUpdater?.(log);
  if (updater === undefined) return null;
  return new UpdateService({
    updater,
    mode: () => settings.current.updates,
    isBusy: () => isBusy(work),
    onChange: (state) => publish({ event: "updates.changed", data: state }),
    log,
  });
}

/** What an update has to wait for. */
interface WorkInProgress {
  readonly scheduler: Pick<Scheduler, "isBusy">;
  readonly live: Pick<LiveReplies, "all">;
  readonly downloads: Pick<Downloads, "list">;
}

function isBusy({ scheduler, live, downloads }: WorkInProgress): boolean {
  // Replies of remote models, and those that run tools, leave the engine alone.
  const isReplying = scheduler.isBusy || live.all().length > 0;
  return isReplying || downloads.list().some(({ state }) => busyDownload.has(state.type));
}

const busyDownload: ReadonlySet<string> = new Set(["running", "checking"]);
