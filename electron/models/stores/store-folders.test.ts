import { describe, expect, it } from "vitest";
import { storeFolders } from "./store-folders.ts";

describe("storeFolders", () => {
  it("returns the folders of each app on Linux", () => {
    expect(storeFolders({}, "linux", "/home/me")).toEqual({
      huggingFace: ["/home/me/.cache/huggingface/hub"],
      lmStudio: ["/home/me/.lmstudio/models", "/home/me/.cache/lm-studio/models"],
      ollama: ["/home/me/.ollama/models", "/usr/share/ollama/.ollama/models"],
      llamaCpp: ["/home/me/.cache/llama.cpp"],
      jan: ["/home/me/.config/Jan/data", "/home/me/.local/share/Jan/data"],
    });
  });

  it("returns the folders of each app on macOS and Windows", () => {
    expect(storeFolders({}, "darwin", "/Users/me")).toMatchObject({
      llamaCpp: ["/Users/me/Library/Caches/llama.cpp"],
      jan: ["/Users/me/Library/Application Support/Jan/data"],
      ollama: ["/Users/me/.ollama/models"],
    });
    expect(storeFolders({ APPDATA: "C:\\R", LOCALAPPDATA: "C:\\L" }, "win32", "C:\\Users\\me")).toMatchObject(
      {
        huggingFace: ["C:\\Users\\me\\.cache\\huggingface\\hub"],
        llamaCpp: ["C:\\L\\llama.cpp"],
        jan: ["C:\\R\\Jan\\data"],
      },
    );
  });

  it("prefers the folders set in the apps' environment variables", () => {
    const folders = (environment: Record<string, string>) => storeFolders(environment, "linux", "/home/me");
    expect(folders({ HF_HOME: "/hf" }).huggingFace).toEqual(["/hf/hub"]);
    expect(folders({ HF_HOME: "/hf", HF_HUB_CACHE: "/cache" }).huggingFace).toEqual(["/cache"]);
    expect(folders({ XDG_CACHE_HOME: "/x" }).huggingFace).toEqual(["/x/huggingface/hub"]);
    expect(folders({ OLLAMA_MODELS: "/big/ollama" }).ollama[0]).toBe("/big/ollama");
    expect(folders({ LLAMA_CACHE: "/big/llama" }).llamaCpp).toEqual(["/big/llama"]);
  });
});
