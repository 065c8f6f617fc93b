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
};

const chinese: typeof english = {
  elsewhere: "Facet 已在浏览器中打开。",
  elsewhereDetail: "您的对话都在。同一个数据文件夹一次只能由一个 Facet 使用。",
  open: "打开",
  quit: "退出",
  running: "Facet 已在运行。",
  runningDetail: "您的对话都在。请先关闭另一个 Facet，然后重新启动。",
  failed: "Facet 无法使用其数据文件夹。",
};

const wordsByLanguage: Readonly<Record<MenuLanguage, typeof english>> = { en: english, "zh-CN": chinese };

/** Says why Facet can not start, offers the way out there is, and quits. */
export async function showStartupFailure(thrown: unknown, home: string): Promise<void> {
  const words = wordsByLanguage[menuLanguage("system", app.getLocale())];
  if (!(thrown instanceof AppError) || thrown.code !== "home-in-use") {
    dialog.showErrorBox(
      words.failed,
      `${home}\n\n${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
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
