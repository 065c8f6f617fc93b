import type { MessageCatalog } from "./message-catalog.ts";
import { access } from "./zh-CN/access.ts";
import { chat } from "./zh-CN/chat.ts";
import { common } from "./zh-CN/common.ts";
import { conversations } from "./zh-CN/conversations.ts";
import { demo } from "./zh-CN/demo.ts";
import { desktop } from "./zh-CN/desktop.ts";
import { downloads } from "./zh-CN/downloads.ts";
import { errors } from "./zh-CN/errors.ts";
import { find } from "./zh-CN/find.ts";
import { localServer } from "./zh-CN/local-server.ts";
import { mcp } from "./zh-CN/mcp.ts";
import { logs } from "./zh-CN/logs.ts";
import { media } from "./zh-CN/media.ts";
import { models } from "./zh-CN/models.ts";
import { parts } from "./zh-CN/parts.ts";
import { planner } from "./zh-CN/planner.ts";
import { pythonPackages } from "./zh-CN/python-packages.ts";
import { selfTest } from "./zh-CN/self-test.ts";
import { servers } from "./zh-CN/servers.ts";
import { settings } from "./zh-CN/settings.ts";
import { signIn } from "./zh-CN/sign-in.ts";
import { tasks } from "./zh-CN/tasks.ts";
import { template } from "./zh-CN/template.ts";
import { tools } from "./zh-CN/tools.ts";
import { webSearch } from "./zh-CN/web-search.ts";
import { updates } from "./zh-CN/updates.ts";

export const zhCN: MessageCatalog = {
  access,
  chat,
  common,
  conversations,
  demo,
  desktop,
  downloads,
  errors,
  find,
  localServer,
  mcp,
  logs,
  media,
  models,
  parts,
  planner,
  pythonPackages,
  selfTest,
  servers,
  settings,
  signIn,
  tasks,
  template,
  tools,
  webSearch,
  updates,
};
