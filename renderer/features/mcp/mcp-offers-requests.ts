import type { RouteInput } from "../../../shared/ipc/contract.ts";
import type { McpOffers } from "../../../shared/tools/mcp/mcp-offers.ts";
import { request } from "../../ipc/client.ts";
import { mediaUrl } from "../../ipc/private-url.ts";
import { getText } from "../../i18n/i18n.ts";
import { showFailure } from "../../toasts.ts";
import { report } from "./mcp-store.ts";

/** null: they could not be had, which the state of the server says. */
export async function offersOf(serverId: string): Promise<McpOffers | null> {
  const result = await request("mcp.offers", { serverId });
  return result.ok ? result.value : null;
}

/** null: it could not be had, and why was shown. */
export async function textOfPrompt(wanted: RouteInput<"mcp.prompt">): Promise<string | null> {
  return report(await request("mcp.prompt", wanted));
}

/** The files that a resource consists of; null: they could not be had, and why was shown. */
export async function filesOfResource(wanted: RouteInput<"mcp.resource">): Promise<readonly File[] | null> {
  const stored = report(await request("mcp.resource", wanted));
  if (stored === null) return null;
  try {
    return await Promise.all(
      stored.map(async ({ hash, name, mediaType: type }) => {
        const response = await fetch(mediaUrl(hash));
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return new File([await response.blob()], name, { type });
      }),
    );
  } catch {
    showFailure({ text: getText().mcp.resourceFailed });
    return null;
  }
}
