import { access } from "./en/access.ts";
import { chat } from "./en/chat.ts";
import { common } from "./en/common.ts";
import { conversations } from "./en/conversations.ts";
import { downloads } from "./en/downloads.ts";
import { errors } from "./en/errors.ts";
import { localServer } from "./en/local-server.ts";
import { media } from "./en/media.ts";
import { models } from "./en/models.ts";
import { parts } from "./en/parts.ts";
import { planner } from "./en/planner.ts";
import { servers } from "./en/servers.ts";
import { settings } from "./en/settings.ts";
import { signIn } from "./en/sign-in.ts";
import { tasks } from "./en/tasks.ts";
import { template } from "./en/template.ts";
import { tools } from "./en/tools.ts";
import { updates } from "./en/updates.ts";

export const en = {
  access,
  chat,
  common,
  conversations,
  downloads,
  errors,
  localServer,
  media,
  models,
  parts,
  planner,
  servers,
  settings,
  signIn,
  tasks,
  template,
  tools,
  updates,
};
