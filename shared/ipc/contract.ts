import { accessRoutes, type AccessEvents, type AccessSnapshot } from "./access-routes.ts";
import { apiRoutes, type ApiEvents, type ApiSnapshot } from "./api-routes.ts";
import { catalogRoutes } from "./catalog-routes.ts";
import { chatRoutes, type ChatEvents, type ChatSnapshot } from "./chat-routes.ts";
import { contextCacheRoutes } from "./context-cache-routes.ts";
import {
  conversationRoutes,
  type ConversationEvents,
  type ConversationsSnapshot,
} from "./conversation-routes.ts";
import { desktopRoutes, type DesktopEvents, type DesktopSnapshot } from "./desktop-routes.ts";
import { doctorRoutes, type DoctorEvents } from "./doctor-routes.ts";
import { downloadRoutes, type DownloadEvents, type DownloadsSnapshot } from "./download-routes.ts";
import { hardwareRoutes, type HardwareEvents } from "./hardware-routes.ts";
import { hostRoutes, type HostEvents, type HostSnapshot } from "./host-routes.ts";
import { hubRoutes, type HubEvents, type HubSnapshot } from "./hub-routes.ts";
import { loadingRoutes, type LoadingEvents, type LoadingSnapshot } from "./loading-routes.ts";
import { mcpRoutes, type McpEvents, type McpSnapshot } from "./mcp-routes.ts";
import { logRoutes } from "./log-routes.ts";
import { modelRoutes, type ModelEvents, type ModelsSnapshot } from "./model-routes.ts";
import { pageFacts } from "./page-facts.ts";
import {
  pythonPackagesRoutes,
  type PythonPackagesEvents,
  type PythonPackagesSnapshot,
} from "./python-packages-routes.ts";
import { route, type InputOf, type OutputOf, type ParsedOf } from "./route.ts";
import { serverRoutes, type ServerEvents, type ServersSnapshot } from "./server-routes.ts";
import { settingsRoutes, type SettingsEvents, type SettingsSnapshot } from "./settings-routes.ts";
import { templateRoutes } from "./template-routes.ts";
import { toolRoutes, type ToolEvents, type ToolsSnapshot } from "./tool-routes.ts";
import { webSearchRoutes, type WebSearchEvents, type WebSearchSnapshot } from "./web-search-routes.ts";
import { updateRoutes, type UpdateEvents, type UpdateSnapshot } from "./update-routes.ts";

/**
 * The contract between the page and the services: the routes, events and snapshot of every feature. Each is
 * defined in the routes file of its feature and only listed here. A route without a handler does not compile.
 */
export const routes = {
  "app.snapshot": route<AppSnapshot>()(pageFacts),
  ...hostRoutes,
  ...settingsRoutes,
  ...conversationRoutes,
  ...chatRoutes,
  ...loadingRoutes,
  ...contextCacheRoutes,
  ...modelRoutes,
  ...templateRoutes,
  ...hardwareRoutes,
  ...catalogRoutes,
  ...downloadRoutes,
  ...hubRoutes,
  ...serverRoutes,
  ...accessRoutes,
  ...apiRoutes,
  ...toolRoutes,
  ...webSearchRoutes,
  ...pythonPackagesRoutes,
  ...mcpRoutes,
  ...doctorRoutes,
  ...desktopRoutes,
  ...logRoutes,
  ...updateRoutes,
} as const;

/** Everything the first screen needs. */
export interface AppSnapshot
  extends
    HostSnapshot,
    SettingsSnapshot,
    ConversationsSnapshot,
    ChatSnapshot,
    LoadingSnapshot,
    ModelsSnapshot,
    DownloadsSnapshot,
    HubSnapshot,
    ServersSnapshot,
    AccessSnapshot,
    ApiSnapshot,
    ToolsSnapshot,
    WebSearchSnapshot,
    PythonPackagesSnapshot,
    McpSnapshot,
    DesktopSnapshot,
    UpdateSnapshot {}

/** Events that the services publish to every page. */
export interface Events
  extends
    HostEvents,
    SettingsEvents,
    ConversationEvents,
    ChatEvents,
    LoadingEvents,
    ModelEvents,
    HardwareEvents,
    DownloadEvents,
    HubEvents,
    ServerEvents,
    AccessEvents,
    ApiEvents,
    ToolEvents,
    WebSearchEvents,
    PythonPackagesEvents,
    McpEvents,
    DoctorEvents,
    DesktopEvents,
    UpdateEvents {}

export type RouteName = keyof typeof routes;
export type RouteInput<Name extends RouteName> = InputOf<(typeof routes)[Name]>;
export type RouteParsed<Name extends RouteName> = ParsedOf<(typeof routes)[Name]>;
export type RouteOutput<Name extends RouteName> = OutputOf<(typeof routes)[Name]>;

export type EventName = keyof Events;
export type EventMessage = {
  readonly [Name in EventName]: { readonly event: Name; readonly data: Events[Name] };
}[EventName];
