import type { AppOptions } from "../app-options.ts";
import type { DisposalStack } from "../disposal-stack.ts";
import type { Home } from "../home/home.ts";
import type { Log } from "../home/log.ts";
import type { Publish } from "../ipc/publish.ts";
import type { MediaStore } from "../media/media-store.ts";
import { transferOptions } from "../models/downloads/transfer-options.ts";
import type { OpenVault } from "../models/hub/token-vault.ts";
import type { SafeFetch } from "../net/safe-fetch.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { builtInTools } from "./built-in/built-in-tools.ts";
import { ChatFolders } from "./code/chat-folders.ts";
import { codeLimits } from "./code/code-limits.ts";
import { codeProvider } from "./code/code-provider.ts";
import { CodeRunner } from "./code/code-runner.ts";
import { forkCodeProcess } from "./code/fork-code-process.ts";
import { pyodideSource } from "./code/packages/package-source.ts";
import { PythonPackages } from "./code/packages/python-packages.ts";
import { pythonPackagesFeature } from "./code/packages/python-packages-feature.ts";
import { mcpFeature } from "./mcp/mcp-feature.ts";
import { McpServers } from "./mcp/mcp-servers.ts";
import { ServerOffers } from "./mcp/server-offers.ts";
import { ToolRegistry } from "./tool-registry.ts";
import { forkPageProcess } from "./web/page/fork-page-process.ts";
import { PageReader } from "./web/page/page-reader.ts";
import { SearchKeys } from "./web/search/search-keys.ts";
import { WebSearch } from "./web/search/web-search.ts";
import { webSearchFeature } from "./web/web-search-feature.ts";
import { webTools } from "./web/web-tools.ts";

/** Opens all sources of tools: built-in ones, the web, code, and MCP servers. No process is started yet. */
export async function openTools(parts: {
  readonly options: AppOptions;
  readonly home: Home;
  readonly settings: SettingsStore;
  readonly media: MediaStore;
  readonly fetch: SafeFetch;
  readonly openVault: OpenVault;
  readonly publish: Publish;
  readonly log: Log;
  readonly opened: DisposalStack;
}) {
  const { options, home, settings, media, fetch, openVault, publish, log, opened } = parts;
  const pages = new PageReader({ fetch, start: options.startPageProcess ?? forkPageProcess });
  const keys = await SearchKeys.open({
    vaultOf: (provider) => openVault(home.searchKeyFile(provider)),
    onChange: (state) => publish({ event: "webSearch.changed", data: state }),
  });
  const ofWebSearch = opened.use(webSearchFeature({ keys, pages }));
  const search = new WebSearch({ fetch, pages, keys, settings: () => settings.current });
  const runner = opened.use(new CodeRunner(options.startCodeProcess ?? forkCodeProcess, codeLimits));
  const packages = await PythonPackages.open({
    folder: home.pythonPackagesFolder,
    source: options.pythonPackageSource ?? pyodideSource(),
    transfer: options.transferOptions ?? transferOptions,
    log,
    onChange: (info) => publish({ event: "pythonPackages.changed", data: info }),
  });
  const ofPackages = opened.use(pythonPackagesFeature(packages));
  const mcpServers = await McpServers.open({
    file: home.mcpServersFile,
    vaultOf: (serverId) => openVault(home.mcpSecretsFile(serverId)),
    signInVaultOf: (serverId) => openVault(home.mcpSignInFile(serverId)),
    version: options.version,
    onChange: (list) => publish({ event: "mcp.changed", data: list }),
    onQuestions: (list) => publish({ event: "mcp.questions", data: list }),
  });
  const ofMcp = opened.use(mcpFeature(mcpServers, new ServerOffers(mcpServers, media)));
  const registry = new ToolRegistry([
    builtInTools({ settings, dataFolder: home.folder }),
    webTools({ search, pages }),
    codeProvider({ runner, folders: new ChatFolders(home.codeFolder), media, packages }),
    mcpServers,
  ]);
  return { registry, features: [ofWebSearch, ofPackages, ofMcp] as const };
}
