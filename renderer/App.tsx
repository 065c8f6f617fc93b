import { lazy, Suspense, useEffect, useMemo } from "react";
import { defaultChatSettings } from "../shared/chat/default-chat-settings.ts";
import type { Model } from "../shared/models/model.ts";
import type { Settings } from "../shared/settings/settings.ts";
import type { RemoteModel } from "../shared/models/remote-server.ts";
import styles from "./App.module.css";
import { ChatToolsMenu } from "./ChatToolsMenu.tsx";
import { loadSnapshot } from "./connect.ts";
import { ChatView } from "./features/chat/ChatView.tsx";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import { draftKey } from "./features/chat/state/drafts.ts";
import { PdfExportDialog } from "./features/conversations/PdfExportDialog.tsx";
import { useOpenChat } from "./features/chat/open-chat.ts";
import { QuickBar } from "./features/desktop/QuickBar.tsx";
import { FindBar } from "./features/find/FindBar.tsx";
import { DropZone } from "./features/media/attach/DropZone.tsx";
import { MediaTools } from "./features/media/attach/MediaTools.tsx";
import { MediaHostContext } from "./features/media/media-host.ts";
import { closeEdit, openEdit } from "./features/media/state/attachments.ts";
import { takeAttachments, useAttachedTokens, useReadiness } from "./features/media/state/readiness.ts";
import { AttachmentTray } from "./features/media/tray/AttachmentTray.tsx";
import { MessageAttachments } from "./features/media/view/MessageAttachments.tsx";
import { McpQuestionDialog } from "./features/mcp/McpQuestionDialog.tsx";
import { ModelPicker } from "./features/models/ModelPicker.tsx";
import { HeldLoadDialog } from "./features/models/loading/HeldLoadDialog.tsx";
import { askToLoad } from "./features/models/loading/load-request-store.ts";
import { chooseRemoteModel } from "./features/models/servers/first-use.ts";
import { FirstUseDialog } from "./features/models/servers/FirstUseDialog.tsx";
import { refreshServer, useServers } from "./features/models/servers/servers-store.ts";
import { useChoice, useModels } from "./features/models/models-store.ts";
import { changeSettings, useSettings } from "./features/settings/settings-store.ts";
import { useText } from "./i18n/i18n.ts";
import {
  findModel,
  followAddress,
  openModels,
  placeHref,
  replacePlace,
  returnToChat,
  useNavigation,
} from "./navigation.ts";
import type { ModelsPlace } from "./page-address.ts";
import { useMediaHost } from "./media-host.ts";
import { isQuick } from "./quick-mode.ts";
import { Banners } from "./shell/Banners.tsx";
import { ContextGauge } from "./shell/ContextGauge.tsx";
import { Drawer } from "./shell/Drawer.tsx";
import { PageBar } from "./shell/PageBar.tsx";
import { PageTitle } from "./shell/PageTitle.tsx";
import { Sidebar } from "./shell/Sidebar.tsx";
import { chatTasks, tasksHost } from "./tasks-host.ts";
import { TasksHostContext } from "./features/tasks/tasks-host.ts";
import { useShell } from "./shell/shell-state.ts";
import { showSidebar, useIsNarrow } from "./shell/sidebar-visibility.ts";
import { TopBar } from "./shell/TopBar.tsx";
import { useAccent } from "./shell/use-accent.ts";
import { useDesktopHost } from "./shell/use-desktop-host.ts";
import { useCommands, useShortcuts } from "./shell/use-commands.ts";
import { dismissToast, useToasts } from "./toasts.ts";
import { Toaster } from "./ui/Toaster.tsx";
import { TooltipLayer } from "./ui/TooltipLayer.tsx";

const loadModelsPage = () => import("./features/models/page/ModelsPage.tsx");
const loadSettingsView = () => import("./shell/SettingsView.tsx");
const ModelsPage = lazy(async () => ({ default: (await loadModelsPage()).ModelsPage }));
const SettingsView = lazy(async () => ({ default: (await loadSettingsView()).SettingsView }));

const manageModels = () => openModels();
const getModels = () => openModels({ tab: "get" });
const openServers = () => openModels({ tab: "sources", item: "servers" });
const modelsNavigation = {
  open: openModels,
  hrefOf: (place: ModelsPlace) =>
    placeHref({ conversationId: null, messageId: null, page: { type: "models", ...place } }),
};
const leaveChat = () => replacePlace(null);
const retryServer = (serverId: string) => void refreshServer(serverId);

/** Preloads the other pages once the first screen is up, so that they open without a delay. */
function fetchPagesWhenIdle(): () => void {
  const timer = window.setTimeout(() => {
    void Promise.allSettled([loadModelsPage(), loadSettingsView()]);
  }, 2_000);
  return () => window.clearTimeout(timer);
}

/** Composes the features and passes data between them. */
export function App() {
  const text = useText();
  const commands = useCommands();
  useShortcuts(commands);
  useDesktopHost(commands);
  useAccent();
  useEffect(followAddress, []);
  useEffect(fetchPagesWhenIdle, []);

  const { place, visit, query } = useNavigation();
  const isDrawerOpen = useShell((state) => state.isDrawerOpen);
  const settings = useSettings((state) => state.settings);
  const choice = useChoice((state) => state.modelId);
  const { thinking, newChatOptions, newChatTools, isSidebarOpen } = settings;
  const models = useModels((state) => state.models);
  const servers = useServers((state) => state.servers);
  const toasts = useToasts((state) => state.toasts);
  const openChat = useOpenChat();
  const isNarrow = useIsNarrow();

  const nextModelId = choice ?? settings.modelId;
  const modelId = place.conversationId === null ? nextModelId : (openChat?.modelId ?? null);
  const onChooseModel = (model: Model) => void askToLoad(model, place.conversationId);
  const onChooseRemote = (model: RemoteModel) => chooseRemoteModel(model, place.conversationId);
  const newChat = useMemo(
    () => ({
      modelId: nextModelId,
      thinking,
      options: newChatOptions,
      tools: { ...defaultChatSettings.tools, sources: newChatTools },
    }),
    [nextModelId, thinking, newChatOptions, newChatTools],
  );
  const mediaHost = useMediaHost(modelId, place.conversationId);
  const media = useMemo(
    () => ({
      Tools: MediaTools,
      Tray: AttachmentTray,
      Attached: MessageAttachments,
      useReadiness,
      useTokens: useAttachedTokens,
      contextSizeTokens: mediaHost.contextSizeTokens,
      openEdit,
      closeEdit,
      take: (key: string) => takeAttachments(key, mediaHost.capabilities),
    }),
    [mediaHost],
  );
  const hub = { settings, onChange: (change: Partial<Settings>) => void changeSettings(change) };
  const isDrawn = isNarrow && isDrawerOpen && !isQuick;
  const picker = (
    <ModelPicker
      modelId={modelId}
      modelName={openChat?.modelName ?? null}
      onChoose={onChooseModel}
      onChooseRemote={onChooseRemote}
      onManage={manageModels}
      onManageServers={openServers}
    />
  );
  const sidebar = (
    <Sidebar
      commands={commands}
      page={place.page.type}
      onLeave={() => useShell.setState({ isDrawerOpen: false })}
      onClose={() => showSidebar(false)}
    />
  );

  return (
    <>
      <div className={styles.app}>
        <button type="button" className={styles.skip} onClick={focusComposer}>
          {text.common.skipToMessage}
        </button>
        {!isNarrow && isSidebarOpen && !isQuick && sidebar}
        {isDrawn && (
          <Drawer label={text.common.sidebar} onClose={() => showSidebar(false)}>
            {sidebar}
          </Drawer>
        )}
        <div className={styles.page}>
          {place.page.type !== "chat" ? (
            <>
              <PageBar
                key={place.page.type}
                page={place.page.type}
                commands={commands}
                isSidebarVisible={!isNarrow && isSidebarOpen}
                onClose={returnToChat}
              >
                {text.common[place.page.type]}
              </PageBar>
              <Banners onRetryStart={() => void loadSnapshot()} />
              <main className={styles.main} aria-label={text.common[place.page.type]}>
                <Suspense>
                  {place.page.type === "settings" ? (
                    <SettingsView commands={commands} sectionId={place.page.section} />
                  ) : (
                    <ModelsPage
                      place={place.page}
                      navigation={modelsNavigation}
                      modelId={modelId}
                      hub={hub}
                      onChoose={onChooseModel}
                    />
                  )}
                </Suspense>
              </main>
            </>
          ) : (
            <>
              {isQuick ? (
                <QuickBar conversationId={place.conversationId}>{picker}</QuickBar>
              ) : (
                <TopBar
                  commands={commands}
                  isSidebarVisible={!isNarrow && isSidebarOpen}
                  gauge={openChat?.context && <ContextGauge {...openChat.context} />}
                >
                  {picker}
                </TopBar>
              )}
              <Banners onRetryStart={() => void loadSnapshot()} />
              <main className={styles.main} aria-label={text.common.conversation}>
                <PageTitle conversationId={place.conversationId} />
                <MediaHostContext value={mediaHost}>
                  <TasksHostContext value={tasksHost}>
                    <ChatView
                      media={media}
                      ToolsMenu={ChatToolsMenu}
                      tasks={chatTasks}
                      conversationId={place.conversationId}
                      messageId={place.messageId}
                      visit={visit}
                      query={query}
                      models={models}
                      servers={servers}
                      newChat={newChat}
                      onStarted={replacePlace}
                      onGone={leaveChat}
                      onChooseModel={getModels}
                      onFindModel={findModel}
                      onOpenServers={openServers}
                      onRetryServer={retryServer}
                    />
                    <DropZone draftKey={draftKey(place.conversationId)} />
                  </TasksHostContext>
                </MediaHostContext>
              </main>
            </>
          )}
          <FindBar />
          <Toaster toasts={toasts} onDismiss={dismissToast} />
        </div>
        <HeldLoadDialog conversationId={place.conversationId} />
        <McpQuestionDialog />
        <FirstUseDialog />
        <PdfExportDialog />
      </div>
      <TooltipLayer />
    </>
  );
}
