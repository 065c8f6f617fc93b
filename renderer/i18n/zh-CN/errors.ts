import {
  fact,
  fileTrouble,
  isContextLongest,
  loadTrouble,
  storageTrouble,
  tooLongReason,
  type ErrorCatalog,
} from "../error-words.ts";
import { formatBytes } from "../format.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";

const quoted = (name: string, otherwise: string) => (name === "" ? otherwise : `“${name}”`);
const file = (data: ErrorData) => quoted(fact(data, "fileName", fact(data, "name")), "该文件");
const gigabytes = (data: ErrorData) => Math.floor(Number(data.limitBytes ?? 0) / 1024 ** 3);
const host = (data: ErrorData) => fact(data, "host", "模型网站");
const repo = (data: ErrorData) => fact(data, "repo", "这个模型");
const bytes = (data: ErrorData, name: string) => formatBytes(Number(data[name] ?? 0), "zh-CN");
const waitMinutes = (data: ErrorData) =>
  ` ${Math.max(1, Math.ceil(Number(data.retryAfterS ?? 60) / 60))} 分钟`;
const number = (data: ErrorData, name: string) => Number(data[name] ?? 0).toLocaleString("zh-CN");

export const errors: ErrorCatalog = {
  "invalid-request": {
    title: "这一步没能完成",
    detail: () => "页面状态不一致，没有改动任何内容。请重新加载后再试。",
    action: "reload",
  },
  "not-found": {
    title: "内容已经不在了",
    detail: () => "可能已被删除，比如在另一个窗口里。",
    action: "new-chat",
  },
  "model-missing": {
    title: "这台电脑上已经没有这个模型",
    detail: (data) =>
      `${quoted(fact(data, "name"), "模型文件")}被移走或删除了。对话都还在：把文件放回原处，或换一个模型继续。`,
    action: "choose-model",
  },
  "model-unreadable": {
    title: "这个模型文件无法使用",
    detail: (data) =>
      ({
        "no-access": `Facet 没有权限读取${file(data)}。请修改文件权限，或换一个模型。`,
        "not-a-model": `${file(data)}不是 GGUF 格式的模型。请换一个模型。`,
        "no-weights": `${file(data)}只是模型的附属文件，不能单独使用。请换一个模型。`,
        newer: `${file(data)}的格式比当前版本的 Facet 更新。请更新 Facet，或换一个模型。`,
        damaged: `${file(data)}已损坏。请重新复制或下载，或换一个模型。`,
      })[fileTrouble(data)],
    action: "choose-model",
  },
  "model-incomplete": {
    title: "模型文件还不完整",
    detail: (data) => `${file(data)}还在复制，或复制中断了。请等它完成，或先换一个模型。`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "模型加载失败",
    detail: (data) =>
      ({
        "unknown-kind": "当前版本的 Facet 还不能运行这类模型，请换一个。对话不会丢。",
        memory: "可用内存不够。请关掉一些程序、换个小一点的模型或缩短上下文，然后再试。对话不会丢。",
        other: `请再试一次；如果仍然不行，文件可能已损坏，请重新复制或下载。对话不会丢。${
          fact(data, "detail") === "" ? "" : `引擎的说明：${fact(data, "detail")}`
        }`,
      })[loadTrouble(data)],
    action: "retry",
  },
  "memory-short": {
    title: "空闲内存不够",
    detail: (data) =>
      `${fact(data, "name", "这个模型")} 约需 ${bytes(data, "neededBytes")}，目前空闲 ${bytes(data, "freeBytes")}。请关掉一些程序、在模型设置里少记一些对话，或换个小一点的模型。对话不会丢。`,
    action: "retry",
  },
  "no-model": {
    title: "还没有选择模型",
    detail: () => "选好模型就能发送了。",
    action: "choose-model",
  },
  "message-too-long": {
    title: "内容太长，模型一次读不下",
    detail: (data) =>
      `${
        data.messageTokens === undefined
          ? ""
          : `这条消息${data.isAtLeast === true ? "至少" : ""}有 ${number(data, "messageTokens")} 个 token；上下文共 ${number(data, "contextSizeTokens")} 个，除去始终保留的内容和一个简短的回答，只容得下 ${number(data, "roomTokens")} 个。`
      }${
        {
          message: "可以缩短消息",
          pinned: "其余位置被“保留在上下文中”的消息占用：可以少保留几条、缩短这条消息",
          "system-prompt": "上下文被系统提示词占满：可以缩短系统提示词",
        }[tooLongReason(data)]
      }${
        isContextLongest(data) ? "，或新开一个对话。" : "、在对话选项里调大上下文长度，或新开一个对话。"
      }你写的文字还在。`,
    action: null,
  },
  "media-missing": {
    title: "有一个附件已不在磁盘上",
    detail: (data) =>
      `${quoted(fact(data, "name"), "该附件")}已不在 Facet 的数据文件夹里，或已被改动。请编辑带有它的消息：重新添加文件，或把它移除。其余内容都还在。`,
    action: null,
  },
  "media-off": {
    title: "这个模型在这里看不见也听不见",
    detail: (data) =>
      ({
        "not-built":
          "安装 Facet 时没有编译让模型看图、听音的部件。在 Facet 的文件夹里运行“npm run native”，它会告诉你缺什么。文字照常可用。",
        "not-compatible":
          "让模型看图、听音的部件与当前安装不匹配。请在 Facet 的文件夹里运行“npm ci”。文字照常可用。",
        "projector-mismatch": "旁边的投影文件属于另一个模型，请换成这个模型自己的。文字照常可用。",
      })[fact(data, "reason")] ?? "旁边的投影文件已损坏或不完整，请重新获取。文字照常可用。",
    action: null,
  },
  "media-unreadable": {
    title: "无法读取这个文件",
    detail: () => "文件可能被移动、修改或锁定了。请重新添加。其余内容都没有丢失。",
    action: null,
  },
  "media-too-large": {
    title: "这个文件太大了",
    detail: (data) =>
      `Facet 最大接受 ${gigabytes(data)} GB 的文件。请换一个更短或更小的文件。其余内容都没有丢失。`,
    action: null,
  },
  "media-unsupported": {
    title: "当前模型用不了这个附件",
    detail: (data) =>
      `${quoted(fact(data, "name"), "当前模型")}${data.kind === "audio" ? "听不了声音" : "看不了图像"}。${
        fact(data, "able") === ""
          ? "Gemma 4 模型需要配套的投影文件（文件名含 mmproj，与模型同处下载，放在同一文件夹）。请换用带有该文件的模型，或编辑消息并移除附件。"
          : `这些模型可以：${fact(data, "able")}。请换用其中一个，或编辑消息并移除附件。`
      }`,
    action: "choose-model",
  },
  "engine-crashed": {
    title: "模型中途停止了运行",
    detail: () => "已写出的内容都保留着，对话也安全。重试时它会自动重新启动。",
    action: "retry",
  },
  "engine-hung": {
    title: "模型没有响应",
    detail: () =>
      "它很长时间没有任何进展，Facet 已将它结束。已写出的内容都保留着，对话也安全。重试时它会自动重新启动。",
    action: "retry",
  },
  "engine-failed": {
    title: "模型没能回答",
    detail: () => "你的消息还在。请再试一次；如果仍然不行，换一个模型试试。",
    action: "retry",
  },
  "storage-failed": {
    title: "没能保存",
    detail: (data) =>
      ({
        full: "磁盘已满。之前保存的内容都在。请腾出一些空间再试。",
        "read-only": "Facet 无法写入数据文件夹。之前保存的内容都在。请检查文件夹权限后再试。",
        busy: "另一个程序（比如备份软件）正占用对话文件。对话都在，请稍后再试。",
        damaged: "对话文件已损坏，但没有删除任何内容。请重启 Facet：它会保留损坏的文件，并新建一份。",
        newer: "这些对话由更新版本的 Facet 写入，没有改动任何内容。请更新 Facet 后再继续。",
        other: "磁盘没有接受写入。之前保存的内容都在，请再试一次。",
      })[storageTrouble(data)],
    action: "retry",
  },
  "home-in-use": {
    title: "Facet 已经打开",
    detail: (data) =>
      fact(data, "url") === ""
        ? "另一个 Facet 正在使用同一份对话。请到那边继续，或先把它关掉。"
        : `另一个 Facet 正在使用同一份对话（${fact(data, "url")}）。请到那边继续，或先把它关掉。`,
    action: null,
  },
  "hub-offline": {
    title: "连不上模型网站",
    detail: (data) => `${host(data)}没有响应。请检查网络连接。已下载的部分会保留。`,
    action: "retry",
  },
  "hub-busy": {
    title: "模型网站暂时有问题",
    detail: (data) => `${host(data)}现在无法响应。什么都没有丢，请过几分钟再试。`,
    action: "retry",
  },
  "hub-rate-limited": {
    title: "模型网站要求稍等",
    detail: (data) =>
      `你的网络向${host(data)}发出的请求太多了。请在${waitMinutes(data)}后再试；使用自己的访问令牌可以提高上限。`,
    action: "retry",
  },
  "hub-gated": {
    title: "这个模型需要许可",
    detail: (data) =>
      data.hasToken === true
        ? `你的访问令牌无权读取${repo(data)}。请用同一账号打开它的页面接受条款，然后再试。`
        : `${repo(data)}只对接受了条款的人开放。请先在它的页面上接受，再把访问令牌填进下载设置。`,
    action: "retry",
  },
  "hub-token-refused": {
    title: "访问令牌无效",
    detail: (data) => `${host(data)}不认识这个令牌，它可能已被撤销。请在下载设置里换一个，或把它删掉。`,
    action: "retry",
  },
  "hub-missing": {
    title: "模型网站上没有这个",
    detail: (data) =>
      `${fact(data, "path") === "" ? repo(data) : `${repo(data)}里的${fact(data, "path")}`}不存在、已改名，或不公开。请另找一个。`,
    action: null,
  },
  "hub-unexpected": {
    title: "收到的回应无法理解",
    detail: (data) =>
      `Facet 看不懂${host(data)}的回应。可能这个网络要求先登录，或者镜像不完整。已下载的部分会保留。`,
    action: "retry",
  },
  "download-no-space": {
    title: "磁盘空间不够",
    detail: (data) =>
      `还要下载 ${bytes(data, "neededBytes")}，而磁盘只剩 ${bytes(data, "freeBytes")}，其中 ${bytes(data, "reserveBytes")} Facet 不会占用。请腾出一些空间，下载会自动继续。`,
    action: "retry",
  },
  "download-corrupt": {
    title: "下载的内容在途中损坏",
    detail: (data) => `${file(data)}下载了两次，校验都不对，所以没有保留。请稍后再试，或换一个网络或镜像。`,
    action: "retry",
  },
  "download-changed": {
    title: "这个模型正在更新",
    detail: (data) => `${file(data)}在下载途中被替换了好几次。请稍后再试。`,
    action: "retry",
  },
  disconnected: {
    title: "Facet 没有在运行",
    detail: () => "对话都在。请像之前那样重新启动 Facet，再打开它给出的链接。",
    action: "retry",
  },
  internal: {
    title: "Facet 内部出错了",
    detail: () => "这是我们的问题，不是你的操作有误。对话都安全，请再试一次。",
    action: "retry",
  },
};
