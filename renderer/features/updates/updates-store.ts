import { create } from "zustand";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Updates } from "../../../shared/updates/update-state.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";

/** null: this Facet never looks for updates. */
export const useUpdates = create<{ readonly updates: Updates | null }>(() => ({ updates: null }));

export function receiveSnapshot({ updates }: AppSnapshot): void {
  useUpdates.setState({ updates });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "updates.changed") useUpdates.setState({ updates: message.data });
}

export const checkForUpdate = () => ask("updates.check");
export const downloadUpdate = () => ask("updates.download");
export const restartIntoUpdate = () => ask("updates.restart");

async function ask(route: "updates.check" | "updates.download" | "updates.restart"): Promise<void> {
  const result = await request(route, {});
  if (result.ok) return;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
}
