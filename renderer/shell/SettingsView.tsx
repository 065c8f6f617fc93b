import { OtherDevicesSection } from "../features/access/OtherDevicesSection.tsx";
import type { ServedModel } from "../features/api/client-snippets.ts";
import { LocalServerSection } from "../features/api/LocalServerSection.tsx";
import { DesktopSection } from "../features/desktop/DesktopSection.tsx";
import { useDesktop } from "../features/desktop/desktop-store.ts";
import { LogsSection } from "../features/logs/LogsSection.tsx";
import { About, Appearance, Shortcuts, YourData } from "../features/settings/GeneralSections.tsx";
import { McpSection } from "../features/mcp/McpSection.tsx";
import { PromptCache } from "../features/settings/PromptCache.tsx";
import { NewChats } from "../features/settings/NewChats.tsx";
import type { SettingsSection } from "../features/settings/settings-section.ts";
import { SettingsPage } from "../features/settings/SettingsPage.tsx";
import { PythonPackagesSection } from "../features/tools/PythonPackagesSection.tsx";
import { WebSearchSection } from "../features/tools/WebSearchSection.tsx";
import { changeSettings, useSettings } from "../features/settings/settings-store.ts";
import { useModels } from "../features/models/models-store.ts";
import { otherHosts } from "../features/models/servers/describe-server.ts";
import { useServers } from "../features/models/servers/servers-store.ts";
import { UpdatesSection } from "../features/updates/UpdatesSection.tsx";
import { useUpdates } from "../features/updates/updates-store.ts";
import { deleteAllChats } from "../delete-all-chats.ts";
import { formatList } from "../i18n/format.ts";
import { useLanguage, useText } from "../i18n/i18n.ts";
import type { Language } from "../i18n/language.ts";
import type { MessageCatalog } from "../i18n/message-catalog.ts";
import { openSettings, placeHref, useNavigation } from "../navigation.ts";
import { isThisComputer } from "../this-computer.ts";
import { shortcutLines } from "./shortcut-lines.ts";
import type { Commands } from "./use-commands.ts";

export interface SettingsViewProps {
  readonly commands: Commands;
  readonly sectionId: string | null;
}

/** Lists the sections of Settings, which belong to several features. */
export function SettingsView({ commands, sectionId }: SettingsViewProps) {
  const text = useText();
  const words = text.settings;
  const language = useLanguage();
  const visit = useNavigation((state) => state.visit);
  const servers = useServers((state) => state.servers);
  const localModel = useLocalModel();
  const isDesktop = useDesktop((state) => state.desktop !== null);
  const settings = useSettings((state) => state.settings);
  const updates = useUpdates((state) => state.updates);
  const updateMode = useSettings((state) => state.settings.updates);
  const sections: readonly SettingsSection[] = [
    { id: "appearance", title: words.appearance, content: <Appearance /> },
    ...(isDesktop
      ? [
          {
            id: "desktop",
            title: text.desktop.title,
            content: (
              <DesktopSection settings={settings} onChange={(change) => void changeSettings(change)} />
            ),
          },
        ]
      : []),
    { id: "new-chats", title: words.newChats, content: <NewChats /> },
    { id: "web-search", title: text.webSearch.title, content: <WebSearchSection /> },
    { id: "mcp-servers", title: text.mcp.title, content: <McpSection /> },
    { id: "run-code", title: text.pythonPackages.title, content: <PythonPackagesSection /> },
    {
      id: "local-server",
      title: text.localServer.title,
      content: <LocalServerSection model={localModel} />,
    },
    { id: "other-devices", title: text.access.title, content: <OtherDevicesSection /> },
    { id: "data", title: words.data, content: <YourData onDeleteAllChats={deleteAllChats} /> },
    { id: "prompt-cache", title: words.contexts, content: <PromptCache /> },
    ...(updates === null
      ? []
      : [
          {
            id: "updates",
            title: text.updates.title,
            content: (
              <UpdatesSection
                updates={updates}
                mode={updateMode}
                onMode={(mode) => void changeSettings({ updates: mode })}
              />
            ),
          },
        ]),
    {
      id: "shortcuts",
      title: words.shortcuts,
      content: <Shortcuts shortcuts={shortcutLines(commands, text)} />,
    },
    { id: "logs", title: text.logs.title, content: <LogsSection /> },
    { id: "about", title: words.about, content: <About serverHosts={otherHosts(servers)} /> },
  ];
  return (
    <SettingsPage
      sections={isThisComputer() ? sections : sectionsElsewhere(sections, text, language)}
      sectionId={sectionId}
      visit={visit}
      hrefOf={settingsHref}
      onOpen={openSettings}
    />
  );
}

/** What another device may change, and where the rest is. */
function sectionsElsewhere(
  sections: readonly SettingsSection[],
  text: MessageCatalog,
  language: Language,
): readonly SettingsSection[] {
  const shown = sections.filter(({ id }) => ofEveryDevice.has(id));
  const hidden = sections.filter(({ id }) => !ofEveryDevice.has(id)).map(({ title }) => title);
  const { elsewhere, elsewhereDetail } = text.settings;
  return [
    ...shown,
    {
      id: "elsewhere",
      title: elsewhere,
      content: <p>{elsewhereDetail(formatList(hidden, language))}</p>,
    },
  ];
}

const ofEveryDevice: ReadonlySet<string> = new Set([
  "appearance",
  "new-chats",
  "other-devices",
  "shortcuts",
  "about",
]);

/** A model on this computer: the chosen one, or another. */
function useLocalModel(): ServedModel {
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  const chosen = useSettings((state) => state.settings.modelId);
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  const isLoaded = engine.type === "ready" && engine.modelId === model?.id;
  return { name: model?.name ?? "", contextTokens: isLoaded ? engine.contextSizeTokens : null };
}

function settingsHref(section: string): string {
  return placeHref({ conversationId: null, messageId: null, page: { type: "settings", section } });
}
