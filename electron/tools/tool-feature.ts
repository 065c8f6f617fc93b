import type { toolRoutes, ToolsSnapshot } from "../../shared/ipc/tool-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { ToolService } from "./tool-service.ts";

export function toolFeature(tools: ToolService): Feature<typeof toolRoutes, ToolsSnapshot> {
  return {
    handlers: {
      "tools.decide": (input) => tools.decide(input),
      "tools.setRule": ({ tool, rule }) => tools.setRule(tool, rule),
      "tools.grantFolder": (grant) => tools.grantFolder(grant),
      "tools.revokeFolder": ({ path }) => tools.revokeFolder(path),
    },
    snapshot: { tools: () => tools.list() },
    dispose: () => tools.dispose(),
  };
}
