import { app, dialog, shell } from "electron";
import { AppError } from "../../shared/ipc/result.ts";
import { linkOfRunningInstance } from "../server/running-instance.ts";
import { menuLanguage, type MenuLanguage } from "./menu-words.ts";

const english = {
  elsewhere: "Facet is already open in a browser.",
  elsewhereDetail: "Your chats are safe. One Facet at a time uses a data folder.",
  open: "Open it",
  quit: "Quit",
  running: "Facet is already running.",
  runningDetail: "Your chats are safe. Close the other Facet and start again.",
  failed: "Facet can't use its data folder.",
  troubles: {
    "disk-full": "The disk is full. Your chats are safe. Make some room, and start Facet again.",
    "read-only":
      "Facet may not write there. Your chats are safe. Change the folder's permissions, and start Facet again.",
    "newer-version":
      "Your chats were written by a newer version of Facet. Nothing was changed. Update Facet, and start it again.",
  },
};

const chinese: typeof english = {
  elsewhere: "Facet 已在浏览器中打开。",
  elsewhereDetail: "您的对话都在。同一个数据文件夹一次只能由一个 Facet 使用。",
  open: "打开",
  quit: "退出",
  running: "Facet 已在运行。",
  runningDetail: "您的对话都在。请先关闭另一个 Facet，然后重新启动。",
  failed: "Facet 无法使用其数据文件夹。",
  troubles: {
    "disk-full": "磁盘已满。您的对话都在。请腾出一些空间，然后重新启动 Facet。",
    "read-only": "Facet 无法写入该文件夹。您的对话都在。请更改文件夹权限，然后重新启动 Facet。",
    "newer-version": "这些对话由更新版本的 Facet 写入，没有改动任何内容。请更新 Facet，然后重新启动。",
  },
};

const wordsByLanguage: Readonly<Record<MenuLanguage, typeof english>> = { en: english, "zh-CN": chinese };

/** Says why Facet can not start, offers the way out there is, and quits. */
export async function showStartupFailure(thrown: unknown, home: string): Promise<void> {
  const words = wordsByLanguage[menuLanguage("system", app.getLocale())];
  if (!(thrown instanceof AppError) || thrown.code !== "home-in-use") {
    dialog.showErrorBox(words.failed, `${home}\n\n${detailOf(thrown, words)}`);
    app.exit(1);
    return;
  }
  const link = await linkOfRunningInstance(home);
  if (link === null) {
    await dialog.showMessageBox({ type: "info", message: words.running, detail: words.runningDetail });
  } else {
    const { response } = await dialog.showMessageBox({
      type: "info",
      message: words.elsewhere,
      detail: words.elsewhereDetail,
      buttons: [words.open, words.quit],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) await shell.openExternal(link).catch(() => undefined);
  }
  app.exit(0);
}

function detailOf(thrown: unknown, { troubles }: typeof english): string {
  const reason = thrown instanceof AppError ? String(thrown.data["reason"]) : "";
  const known = new Map(Object.entries(troubles)).get(reason);
  return known ?? (thrown instanceof Error ? thrown.message : String(thrown));
}
