import type { updates as english } from "../en/updates.ts";

export const updates: typeof english = {
  title: "更新",
  detail: (host) => `Facet 最多每六小时向 ${host} 查询一次最新版本号，不会发送任何与你或对话有关的信息。`,
  mode: "有新版本时",
  modes: { off: "不检查", notify: "通知我", automatic: "自动安装" },
  onlyNotifies: "此安装包无法自动更新。Facet 会告诉你在哪里下载新版本。",
  notChecked: "尚未检查更新。",
  upToDate: (date) => `已是最新版本。上次检查：${date}`,
  check: "立即检查",
  checkAgain: "重新检查",
  checking: "正在检查…",
  found: (version) => `有新版本 ${version}。`,
  downloadWaits: (version) => `当前回复或模型下载结束后，将开始下载版本 ${version}。`,
  download: "下载",
  downloadPage: "打开下载页面",
  downloading: (version) => `正在下载版本 ${version}`,
  ready: (version) => `版本 ${version} 将在关闭 Facet 时安装。`,
  restartWaits: "当前回复或模型下载结束后，Facet 将重新启动。",
  restart: "立即重启",
  failures: {
    check: "无法获取最新版本信息。请检查网络连接；Facet 会在六小时后重试。",
    download: "新版本下载失败，或未通过校验。当前安装的版本没有变化。",
  },
};
