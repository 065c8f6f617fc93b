import { z } from "zod";
import { chatSettingsSchema } from "../chat/chat-settings.ts";
import { isAccelerator } from "../desktop/accelerator.ts";
import { mirrorAddress } from "../models/hub-settings.ts";
import { modelSettingsSchema, type ModelSettings } from "../models/model-settings.ts";
import { folderGrantSchema } from "../tools/folder-grant.ts";
import type { UpdateMode } from "../updates/update-state.ts";
import { sourceIdSchema } from "../tools/chat-tools.ts";
import { toolRulesSchema } from "../tools/tool-rule.ts";
import { searchProviderIds, searxngAddress } from "../tools/web-search.ts";

export const acceptedHostSchema = z.string().max(300);

/** All settings are written, and sent to every page, with each change. */
const mostModels = 1_000;
const mostTemplateCharacters = 4_000_000;

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]),
  language: z.enum(["system", "en", "zh-CN"]),
  /** The model for new chats: the one the user selected last. */
  modelId: z.string().max(4096),
  /** Whether thinking is on in new chats. */
  thinking: z.boolean(),
  /** Other options that new chats begin with. */
  newChatOptions: chatSettingsSchema
    .pick({ systemPrompt: true, temperature: true, topP: true, topK: true, minP: true })
    .readonly(),
  isSidebarOpen: z.boolean(),
  /** Used instead of huggingface.co, in the form that `mirrorAddress` returns. */
  hubMirror: z
    .string()
    .max(2_000)
    .refine((address) => mirrorAddress(address) === address)
    .nullable(),
  /** Whether the access token is also sent to the mirror. */
  sendsTokenToMirror: z.boolean(),
  /** Load settings by model id; models without an entry use the defaults. */
  modelSettings: z.record(z.string().max(4096), modelSettingsSchema).refine(isOfFittingSize, "Too large"),
  /**
   * Hosts of model servers, for which the user has confirmed that messages to their models leave this
   * computer.
   */
  acceptedHosts: z.array(acceptedHostSchema).max(1000).readonly(),
  /** Idle time after which the model is unloaded; null: never. */
  unloadAfterMinutes: z.number().int().min(1).max(1440).nullable(),
  /** Whether what models have read is kept on disk, so that chats go on at once after a restart. */
  keepsContexts: z.boolean(),
  /** For all of it, in bytes; null: chosen by the free space and the model. */
  contextBudgetBytes: z.number().int().min(0).nullable(),
  /** Sources of tools that are on in new chats. */
  newChatTools: z.array(sourceIdSchema).max(100).readonly(),
  /** Tools that may run without asking, by key. */
  toolRules: toolRulesSchema,
  /** Folders that the tools for files may use. */
  grantedFolders: z.array(folderGrantSchema).max(100).readonly(),
  /** The service that web searches are made with. */
  searchProvider: z.enum(searchProviderIds),
  /** Of the user's own SearXNG, in the form that the function of this name returns. */
  searxngAddress: z
    .string()
    .max(2_000)
    .refine((address) => searxngAddress(address) === address)
    .nullable(),
  /** The colour of what can be done next; `system` is Facet's own where the system has none. */
  accent: z.enum(["system", "facet"]),
  /** The global shortcut of the small window for one question; null: none. */
  quickShortcut: z.string().refine(isAccelerator).nullable(),
  /** Whether the desktop app marks misspelled words. */
  spellCheck: z.boolean(),
  /** Whether the desktop app reports what ended while its window was not in front. */
  notifies: z.boolean(),
  /** Only packages with a feed look for updates. */
  updates: z.enum(["off", "notify", "automatic"] satisfies readonly UpdateMode[]),
});

function isOfFittingSize(ofModels: Readonly<Record<string, ModelSettings>>): boolean {
  const settings = Object.values(ofModels);
  const characters = settings.reduce((sum, { chatTemplate }) => sum + (chatTemplate?.length ?? 0), 0);
  return settings.length <= mostModels && characters <= mostTemplateCharacters;
}

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
