import { app, dialog, shell } from "electron";
import { AppError } from "../../shared/ipc/result.ts";
import { linkOfRunningInstance } from "../server/running-instance.ts";
import { menuLanguage, type MenuLanguage } from "./menu-words.ts";

const english = {
  elsewhere: "Facet is already open in a browser.",
  elsewhereDetail: "Your chats are safe. Only one Facet can use a data folder at a time.",
  open: "Open it",
  quit: "Quit",
  running: "Facet is already running.",
  runningDetail: "Your chats are safe. Close the other Facet, then start again.",
  failed: "Facet cannot use its data folder.",
  troubles: {
    "disk-full": "The disk is full. Your chats are safe. Free up some disk space, then start Facet again.",
    "read-only":
      "Facet does not have permission to write there. Your chats are safe. Change the folder's permissions, then start Facet again.",
    "newer-version":
      "Your chats were written by a newer version of Facet. Nothing was changed. Update Facet, then start it again.",
  },
};

const chinese: typeof english = {
  elsewhere: "Facet 已在浏览器中打开。",
  elsewhereDetail: "你的对话未受影响。同一个数据文件夹同时只能由一个 Facet 使用。",
  open: "打开",
  quit: "退出",
  running: "Facet 已在运行。",
  runningDetail: "你的对话未受影响。请先关闭另一个 Facet，然后重新启动。",
  failed: "Facet 无法使用其数据文件夹。",
  troubles: {
    "disk-full": "磁盘已满。你的对话未受影响。请释放一些磁盘空间，然后重新启动 Facet。",
    "read-only": "Facet 没有该文件夹的写入权限。你的对话未受影响。请更改文件夹权限，然后重新启动 Facet。",
    "newer-version": "这些对话由更高版本的 Facet 写入，未做任何更改。请更新 Facet，然后重新启动。",
  },
};

const wordsByLanguage: Readonly<Record<MenuLanguage, typeof english>> = { en: english, "zh-CN": chinese };

/** Shows why Facet cannot start, offers to open a running instance if there is one, and quits. */
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
