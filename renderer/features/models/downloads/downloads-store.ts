import { create } from "zustand";
import type { AppSnapshot, EventMessage, RouteInput } from "../../../../shared/ipc/contract.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { Download, DownloadId } from "../../../../shared/models/download.ts";
import type { HubToken } from "../../../../shared/models/hub-settings.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure, showNews } from "../../../toasts.ts";
import { announce } from "../../../ui/announcer.ts";
import { newsOf } from "./download-news.ts";

export interface DownloadsState {
  readonly downloads: readonly Download[];
  readonly hubToken: HubToken;
}

export const useDownloads = create<DownloadsState>(() => ({
  downloads: [],
  hubToken: { isSet: false, keeping: "file" },
}));

export function receiveSnapshot({ downloads, hubToken }: AppSnapshot): void {
  useDownloads.setState({ downloads, hubToken });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "hub.tokenChanged") useDownloads.setState({ hubToken: message.data });
  if (message.event !== "downloads.changed") return;
  const before = useDownloads.getState().downloads;
  useDownloads.setState({ downloads: message.data });
  for (const { name, kind } of newsOf(before, message.data)) {
    const words = getText().downloads;
    const sentence = {
      paused: words.announcePaused,
      done: words.announceDone,
      failed: words.announceFailed,
      waiting: words.announceWaiting,
    }[kind](name);
    // A finished download shows a toast on every page; the other states are visible in the list of downloads.
    if (kind === "done") showNews({ text: sentence });
    else announce(sentence);
  }
}

/** @returns whether the download was started */
export async function startDownload(wanted: RouteInput<"downloads.start">): Promise<boolean> {
  const result = await request("downloads.start", wanted);
  if (result.ok) announce(getText().downloads.announceStarted(wanted.name));
  else reportFailure(result.error, () => void startDownload(wanted));
  return result.ok;
}

export const pauseDownload = (downloadId: DownloadId) => act("downloads.pause", downloadId);
export const resumeDownload = (downloadId: DownloadId) => act("downloads.resume", downloadId);
export const cancelDownload = (downloadId: DownloadId) => act("downloads.cancel", downloadId);

type Act = "downloads.pause" | "downloads.resume" | "downloads.cancel";

async function act(route: Act, downloadId: DownloadId): Promise<void> {
  const result = await request(route, { downloadId });
  if (!result.ok) reportFailure(result.error, () => void act(route, downloadId));
}

/** Saves the hub token; null removes it. @returns whether it was saved */
export async function saveToken(token: string | null): Promise<boolean> {
  const result = await request("hub.setToken", { token });
  if (!result.ok) {
    reportFailure(result.error, () => void saveToken(token));
    return false;
  }
  useDownloads.setState({ hubToken: result.value });
  const words = getText().downloads;
  showNews({ text: token === null ? words.tokenRemoved : words.tokenSaved });
  return true;
}

function reportFailure(failure: Failure, again: () => void): void {
  const { title, detail, action } = describeFailure(failure, getText());
  showFailure({
    text: title,
    detail,
    action: action?.kind === "retry" ? { label: action.label, perform: again } : undefined,
  });
}
