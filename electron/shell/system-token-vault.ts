import { readFile, rm } from "node:fs/promises";
import { safeStorage } from "electron";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { fileTokenVault, type TokenVault } from "../models/hub/token-vault.ts";

/**
 * Stores the token encrypted with a key kept by the system (Keychain, DPAPI, libsecret, KWallet). A Linux
 * desktop without any of these would encrypt with a publicly known key, so the token is then stored in a file
 * readable by its owner only. Must be called after the app is ready.
 */
export async function systemTokenVault(path: string): Promise<TokenVault> {
  if (!(await isSafe())) return fileTokenVault(path);
  const encrypted = `${path}.encrypted`;
  return {
    keeping: "system",
    async read() {
      try {
        const bytes = Buffer.from(await readFile(encrypted, "utf8"), "base64");
        return (await safeStorage.decryptStringAsync(bytes)).result;
      } catch {
        return null;
      }
    },
    async write(token) {
      if (token === null) {
        await rm(encrypted, { force: true });
        return;
      }
      const bytes = await safeStorage.encryptStringAsync(token);
      await writeFileAtomically(encrypted, bytes.toString("base64"));
    },
  };
}

async function isSafe(): Promise<boolean> {
  if (process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text") return false;
  return safeStorage.isAsyncEncryptionAvailable();
}
