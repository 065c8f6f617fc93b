import type { AppSnapshot, EventMessage } from "../shared/ipc/contract.ts";
import * as api from "./features/api/api-store.ts";
import * as access from "./features/access/access-store.ts";
import * as chat from "./features/chat/state/chat-store.ts";
import * as conversations from "./features/conversations/conversations-store.ts";
import * as desktop from "./features/desktop/desktop-store.ts";
import * as downloads from "./features/models/downloads/downloads-store.ts";
import * as mcp from "./features/mcp/mcp-store.ts";
import * as models from "./features/models/models-store.ts";
import * as selfTest from "./features/models/self-test/self-test-store.ts";
import * as servers from "./features/models/servers/servers-store.ts";
import * as settings from "./features/settings/settings-store.ts";
import * as updates from "./features/updates/updates-store.ts";
import * as tools from "./features/tools/tools-store.ts";
import * as pythonPackages from "./features/tools/python-packages-store.ts";
import * as webSearch from "./features/tools/web-search-store.ts";
import { getText, resolveLanguage } from "./i18n/i18n.ts";
import { bridge, onConnectionChange, onRefusal, request } from "./ipc/client.ts";
import * as shell from "./shell/shell-state.ts";
import { showNews } from "./toasts.ts";

/** What fills its store from the snapshot and keeps it current with events. */
interface PageFeature {
  receiveSnapshot(snapshot: AppSnapshot): void;
  receiveEvent(message: EventMessage): void;
}

const { useShell } = shell;
const features: readonly PageFeature[] = [
  settings,
  models,
  servers,
  selfTest,
  downloads,
  tools,
  pythonPackages,
  webSearch,
  mcp,
  conversations,
  chat,
  api,
  access,
  updates,
  shell,
  desktop,
];
const retryMs = 2_000;

/**
 * Fills the stores from one snapshot and keeps them current with events; a reconnect fetches another
 * snapshot.
 */
export function connect(): void {
  bridge().subscribe((message) => {
    for (const feature of features) {
      feature.receiveEvent(message);
    }
  });
  onConnectionChange((isConnected) => {
    useShell.setState({ isConnected });
    if (isConnected) {
      showNews({ text: getText().common.reconnected });
      void loadSnapshot();
    }
  });
  onRefusal((isRefused) => useShell.setState({ isRefused }));
  void loadSnapshot();
}

/** Also called by Try again after a failed start. */
export async function loadSnapshot(): Promise<void> {
  const systemLanguage = resolveLanguage("system", navigator.languages);
  const result = await request("app.snapshot", { systemLanguage });
  if (result.ok) {
    for (const feature of features) {
      feature.receiveSnapshot(result.value);
    }
  } else if (result.error.code === "disconnected") {
    useShell.setState({ isConnected: false });
    window.setTimeout(() => void loadSnapshot(), retryMs);
  } else {
    useShell.setState({ startFailure: result.error });
  }
}
