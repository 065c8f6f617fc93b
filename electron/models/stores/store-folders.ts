import { posix, win32 } from "node:path";

/** The folders in which other apps store models. An app has several when its location has changed. */
export interface StoreFolders {
  readonly huggingFace: readonly string[];
  readonly lmStudio: readonly string[];
  readonly ollama: readonly string[];
  readonly llamaCpp: readonly string[];
  /** Jan's data folders. */
  readonly jan: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Follows the apps' own rules: environment variables first, then the default location on this system. */
export function storeFolders(
  environment: Environment,
  platform: NodeJS.Platform,
  userFolder: string,
): StoreFolders {
  const path = platform === "win32" ? win32 : posix;
  const join = (...parts: string[]) => path.join(...parts);
  const home = (...parts: string[]) => join(userFolder, ...parts);
  const variable = (name: string) => (environment[name] === "" ? undefined : environment[name]);
  const cache = variable("XDG_CACHE_HOME") ?? home(".cache");
  const data = variable("XDG_DATA_HOME") ?? home(".local", "share");
  const config = variable("XDG_CONFIG_HOME") ?? home(".config");
  const roaming = variable("APPDATA") ?? home("AppData", "Roaming");
  const local = variable("LOCALAPPDATA") ?? home("AppData", "Local");
  const library = home("Library");
  const perSystem = <T>(places: { readonly win32: T; readonly darwin: T; readonly other: T }): T =>
    platform === "win32" ? places.win32 : platform === "darwin" ? places.darwin : places.other;

  const huggingFaceHome = variable("HF_HOME") ?? join(cache, "huggingface");
  return {
    huggingFace: [
      variable("HF_HUB_CACHE") ?? variable("HUGGINGFACE_HUB_CACHE") ?? join(huggingFaceHome, "hub"),
    ],
    lmStudio: [home(".lmstudio", "models"), home(".cache", "lm-studio", "models")],
    ollama: unique([
      variable("OLLAMA_MODELS") ?? home(".ollama", "models"),
      // Ollama runs as a user of its own when it is a service on Linux.
      ...(platform === "linux" ? ["/usr/share/ollama/.ollama/models"] : []),
    ]),
    llamaCpp: [
      variable("LLAMA_CACHE") ??
        perSystem({
          win32: join(local, "llama.cpp"),
          darwin: join(library, "Caches", "llama.cpp"),
          other: join(cache, "llama.cpp"),
        }),
    ],
    jan: unique([
      ...[variable("JAN_DATA_FOLDER")].filter((folder) => folder !== undefined),
      ...perSystem({
        win32: [join(roaming, "Jan", "data")],
        darwin: [join(library, "Application Support", "Jan", "data")],
        other: [join(config, "Jan", "data"), join(data, "Jan", "data")],
      }),
    ]),
  };
}

const unique = (folders: readonly string[]) => [...new Set(folders)];
