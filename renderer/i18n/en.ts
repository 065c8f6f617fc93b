import { access } from "./en/access.ts";
import { chat } from "./en/chat.ts";
import { common } from "./en/common.ts";
import { conversations } from "./en/conversations.ts";
import { demo } from "./en/demo.ts";
import { desktop } from "./en/desktop.ts";
import { downloads } from "./en/downloads.ts";
import { errors } from "./en/errors.ts";
import { find } from "./en/find.ts";
import { localServer } from "./en/local-server.ts";
import { mcp } from "./en/mcp.ts";
import { logs } from "./en/logs.ts";
import { media } from "./en/media.ts";
import { models } from "./en/models.ts";
import { parts } from "./en/parts.ts";
import { planner } from "./en/planner.ts";
import { pythonPackages } from "./en/python-packages.ts";
import { selfTest } from "./en/self-test.ts";
import { servers } from "./en/servers.ts";
import { settings } from "./en/settings.ts";
import { signIn } from "./en/sign-in.ts";
import { tasks } from "./en/tasks.ts";
import { template } from "./en/template.ts";
import { tools } from "./en/tools.ts";
import { webSearch } from "./en/web-search.ts";
import { updates } from "./en/updates.ts";

export const en = {
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
