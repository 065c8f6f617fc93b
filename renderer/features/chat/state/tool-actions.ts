import type { PartId } from "../../../../shared/chat/message-part.ts";
import type { RouteInput } from "../../../../shared/ipc/contract.ts";
import { request } from "../../../ipc/client.ts";
import { reportFailure } from "./report-failure.ts";

/** @returns whether the decision arrived; where not, why was shown */
export async function decideCall(
  partId: PartId,
  decision: RouteInput<"tools.decide">["decision"],
): Promise<boolean> {
  const result = await request("tools.decide", { partId, decision });
  if (!result.ok) reportFailure(result.error);
  return result.ok;
}
