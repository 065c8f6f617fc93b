import type { mcpRoutes, McpSnapshot } from "../../../shared/ipc/mcp-routes.ts";
import type { Feature } from "../../ipc/feature.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import type { McpServers } from "./mcp-servers.ts";
import type { ServerOffers } from "./server-offers.ts";

export function mcpFeature(
  servers: McpServers,
  offers: ServerOffers,
): Feature<typeof mcpRoutes, McpSnapshot> {
  return {
    handlers: {
      "mcp.add": (server) => servers.add(server),
      "mcp.import": ({ text }) => servers.import(text),
      "mcp.update": ({ serverId, ...change }) => servers.update(serverId, withoutUndefined(change)),
      "mcp.confirm": ({ serverId }) => servers.confirm(serverId),
      "mcp.restart": ({ serverId }) => servers.restart(serverId),
      "mcp.remove": ({ serverId }) => servers.remove(serverId),
      "mcp.signIn": ({ serverId, words }) => servers.signIn(serverId, words),
      "mcp.signOut": ({ serverId }) => servers.signOut(serverId),
      "mcp.stderr": ({ serverId }) => servers.stderrOf(serverId),
      "mcp.offers": ({ serverId }) => offers.list(serverId),
      "mcp.prompt": ({ serverId, name, fields }) => offers.prompt(serverId, name, fields),
      "mcp.resource": ({ serverId, uri }) => offers.resource(serverId, uri),
      "mcp.answer": ({ questionId, answer }) => servers.questions.answer(questionId, answer),
    },
    snapshot: { mcpServers: () => servers.list(), mcpQuestions: () => servers.questions.list() },
    dispose: () => servers.dispose(),
  };
}
