import {
  fact,
  fileTrouble,
  codeLimit,
  commandFamily,
  folderTrouble,
  mcpCallTrouble,
  mcpTrouble,
  isContextLongest,
  loadTrouble,
  serverTrouble,
  storageTrouble,
  writeTrouble,
  tooLongReason,
  undecodable,
  type ErrorCatalog,
} from "../error-words.ts";
import { media } from "./media.ts";
import { webErrors } from "./web-errors.ts";
import { formatBytes, formatMemory } from "../format.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";

const quoted = (name: string, otherwise: string) => (name === "" ? otherwise : `“${name}”`);
const file = (data: ErrorData) => quoted(fact(data, "fileName", fact(data, "name")), "该文件");
const gigabytes = (data: ErrorData) => Math.floor(Number(data.limitBytes ?? 0) / 1024 ** 3);
const host = (data: ErrorData) => fact(data, "host", "模型网站");
const server = (data: ErrorData) => fact(data, "host", "服务器");
const withoutStop = (sentence: string) => sentence.replace(/[.。\s]+$/, "");
const repo = (data: ErrorData) => fact(data, "repo", "这个模型");
const bytes = (data: ErrorData, name: string) => formatBytes(Number(data[name] ?? 0), "zh-CN");
/** 启动大多数 MCP 服务器所用的程序。 */
const howToGet = (command: string) =>
  ({
    node: "请从 nodejs.org 安装 Node.js（自带 npx）。",
    python: "请按 docs.astral.sh/uv 的说明安装 uv，它会一并准备好 Python。",
    docker: "请安装 Docker Desktop，或带有 docker 命令的 Podman。",
    bun: "请从 bun.sh 安装 Bun。",
    deno: "请从 deno.com 安装 Deno。",
    other: "请安装它，或填写其完整路径。",
  })[commandFamily(command)];
const memory = (data: ErrorData, name: string) => formatMemory(Number(data[name] ?? 0), "zh-CN");
const waitMinutes = (data: ErrorData) =>
  ` ${Math.max(1, Math.ceil(Number(data.retryAfterS ?? 60) / 60))} 分钟`;
const number = (data: ErrorData, name: string) => Number(data[name] ?? 0).toLocaleString("zh-CN");

export const errors: ErrorCatalog = {
  "invalid-request": {
    title: "无法完成此操作",
    detail: () => "页面与 Facet 的状态不一致。没有更改任何内容。请重新加载后重试。",
    action: "reload",
  },
  "not-found": {
    title: "内容已不存在",
    detail: () => "可能已在其他窗口中被删除。",
    action: "new-chat",
  },
  "model-missing": {
    title: "模型已不在这台电脑上",
    detail: (data) =>
      `${quoted(fact(data, "name"), "模型文件")}已被移动或删除。对话不受影响：请将文件放回原处，或选择其他模型继续。`,
    action: "choose-model",
  },
  "model-unreadable": {
    title: "无法使用此模型文件",
    detail: (data) =>
      ({
        "no-access": `Facet 没有权限读取${file(data)}。请修改文件权限，或选择其他模型。`,
        "not-a-model": `${file(data)}不是 GGUF 格式的模型。请选择其他模型。`,
        "no-weights": `${file(data)}是模型的附属文件，不能单独使用。请选择其他模型。`,
        newer: `${file(data)}的格式较新，当前版本的 Facet 不支持。请更新 Facet，或选择其他模型。`,
        damaged: `${file(data)}已损坏。请重新复制或下载，或选择其他模型。`,
      })[fileTrouble(data)],
    action: "choose-model",
  },
  "model-incomplete": {
    title: "模型文件不完整",
    detail: (data) => `${file(data)}仍在复制，或复制已中断。请等待复制完成，或选择其他模型。`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "模型加载失败",
    detail: (data) =>
      (fact(data, "earlier") === ""
        ? `${fact(data, "name", "该模型")} 未能加载。`
        : `${fact(data, "name", "该模型")} 未能加载，${fact(data, "earlier")} 也已卸载，下次使用时会重新加载。`) +
      {
        "unknown-kind": "当前版本的 Facet 不支持此类模型。请选择其他模型。对话不受影响。",
        memory: "空闲内存不足。请关闭其他程序、选择较小的模型或缩短上下文长度，然后重试。对话不受影响。",
        other: `请重试；如果问题仍然存在，文件可能已损坏，请重新复制或下载。对话不受影响。${
          fact(data, "detail") === "" ? "" : `引擎信息：${fact(data, "detail")}`
        }`,
      }[loadTrouble(data)],
    action: "retry",
  },
  "memory-short": {
    title: "空闲内存不足",
    detail: (data) =>
      `${fact(data, "name", "这个模型")} 约需 ${memory(data, "neededBytes")}，目前空闲 ${memory(data, "freeBytes")}。请关闭其他程序、缩短上下文长度，或选择较小的模型。对话不受影响。`,
    action: "retry",
  },
  "template-unusable": {
    title: "对话模板未保存",
    detail: () => "使用它会导致消息发送失败，因此仍沿用原来的模板。请修正编辑器中列出的问题后重新保存。",
    action: null,
  },
  "no-model": {
    title: "未选择模型",
    detail: () => "请选择模型，然后发送消息。",
    action: "choose-model",
  },
  "message-too-long": {
    title: "消息超出了上下文长度",
    detail: (data) =>
      `${
        data.messageTokens === undefined
          ? ""
          : `这条消息${data.isAtLeast === true ? "至少" : ""}有 ${number(data, "messageTokens")} 个 token；上下文共 ${number(data, "contextSizeTokens")} 个，除去始终保留的内容和简短回答所需的空间，可用 ${number(data, "roomTokens")} 个。`
      }${
        {
          message: "请缩短消息",
          pinned: "其余空间被“保留在上下文中”的消息占用：请减少保留的消息、缩短这条消息",
          "system-prompt": "系统提示词占满了上下文：请缩短系统提示词",
        }[tooLongReason(data)]
      }${
        isContextLongest(data) ? "，或新建对话。" : "、在对话选项中增大上下文长度，或新建对话。"
      }输入的内容已保留。`,
    action: null,
  },
  "media-missing": {
    title: "附件缺失",
    detail: (data) =>
      `${quoted(fact(data, "name"), "该附件")}已不在 Facet 的数据文件夹中，或已被更改。请编辑包含该附件的消息：重新添加文件，或将其移除。其他内容不受影响。`,
    action: null,
  },
  "media-off": {
    title: "图片和音频不可用",
    detail: (data) =>
      ({
        "not-built":
          "安装 Facet 时未编译图片和音频组件。请在 Facet 的文件夹中运行“npm run native”，该命令会提示缺少的内容。文本功能可正常使用。",
        "not-compatible":
          "图片和音频组件与当前安装不匹配。请在 Facet 的文件夹中运行“npm ci”。文本功能可正常使用。",
        "projector-mismatch":
          "模型所在文件夹中的投影器文件（mmproj）属于其他模型，请替换为此模型的文件。文本功能可正常使用。",
      })[fact(data, "reason")] ??
      "此模型的投影器文件（mmproj）已损坏或不完整，请重新下载。文本功能可正常使用。",
    action: null,
  },
  "drafter-off": {
    title: "未使用草稿模型",
    detail: (data) =>
      `${
        {
          "not-built":
            "安装 Facet 时未编译原生组件。请在 Facet 的文件夹中运行“npm run native”，该命令会提示缺少的内容。",
          "not-compatible": "原生组件与当前安装不匹配。请在 Facet 的文件夹中运行“npm ci”。",
          "drafter-mismatch": "草稿模型文件属于其他模型，请下载与此模型配套的文件。",
          missing: "草稿模型文件已不存在，请重新下载。",
          "does-not-fit": "可用内存不足，无法与模型同时加载。",
        }[fact(data, "reason")] ?? "草稿模型文件已损坏或不完整，请重新下载。"
      }回复内容不受影响，只是生成速度较慢。`,
    action: null,
  },
  "media-unreadable": {
    title: "无法读取文件",
    detail: () => "文件可能已被移动、修改或锁定。请重新添加。其他内容没有丢失。",
    action: null,
  },
  "file-undecodable": {
    title: "无法使用此文件",
    detail: (data) => undecodable(data, media.troubles),
    action: null,
  },
  "media-too-detailed": {
    title: "图片细节超出了该模型的处理能力",
    detail: (data) =>
      `${fact(data, "name", "图片")} 需要 ${number(data, "tokens")} 个 token，超过了模型一次能读取的数量。${
        Number(data.fits) > 0
          ? `请编辑消息，将它的细节级别设为不超过 ${number(data, "fits")} 个 token。`
          : "请换用其他模型。"
      }消息仍然保留。`,
    action: null,
  },
  "media-too-large": {
    title: "文件过大",
    detail: (data) =>
      `Facet 支持的文件大小上限为 ${gigabytes(data)} GB。请添加更短或更小的文件。其他内容没有丢失。`,
    action: null,
  },
  "media-unsupported": {
    title: "当前模型不支持此附件",
    detail: (data) =>
      `${quoted(fact(data, "name"), "当前模型")}${data.kind === "audio" ? "不支持音频" : "不支持图片"}。${
        fact(data, "able") !== ""
          ? `以下模型支持：${fact(data, "able")}。请选择其中一个，或编辑消息并移除附件。`
          : data.isRemote === true
            ? "请选择支持的模型，或编辑消息并移除附件。"
            : "Gemma 4 模型需要配套的投影器文件（文件名包含 mmproj，与模型的下载来源相同，并放在同一文件夹中）。请选择带有该文件的模型，或编辑消息并移除附件。"
      }`,
    action: "choose-model",
  },
  "engine-crashed": {
    title: "模型意外停止运行",
    detail: () => "已生成的内容会保留，对话不受影响。重试时模型会自动重新启动。",
    action: "retry",
  },
  "engine-hung": {
    title: "模型停止响应",
    detail: () =>
      "模型长时间没有进展，Facet 已将其停止。已生成的内容会保留，对话不受影响。重试时模型会自动重新启动。",
    action: "retry",
  },
  "engine-failed": {
    title: "模型无法回答",
    detail: () => "你的消息已保留。请重试；如果问题仍然存在，请选择其他模型。",
    action: "retry",
  },
  "storage-failed": {
    title: "无法保存",
    detail: (data) =>
      ({
        full: "磁盘已满。此前保存的内容不受影响。请释放一些空间后重试。",
        "read-only": "Facet 没有写入数据文件夹的权限。此前保存的内容不受影响。请检查文件夹权限后重试。",
        busy: "其他程序（例如备份软件）正在使用对话文件。对话不受影响。请稍后重试。",
        damaged: "对话文件已损坏，没有删除任何内容。请重启 Facet。Facet 会保留损坏的文件，并新建一个文件。",
        newer: "这些对话由更新版本的 Facet 保存。没有更改任何内容。请更新 Facet 后继续。",
        other: "写入磁盘失败。此前保存的内容不受影响。请重试。",
      })[storageTrouble(data)],
    action: "retry",
  },
  "file-not-written": {
    title: "无法保存文件",
    detail: (data) =>
      `${
        {
          full: "磁盘已满。请释放一些空间，或选择其他磁盘上的文件夹。",
          "no-access": `Facet 没有在该位置写入${file(data)}的权限。请选择其他文件夹。`,
          gone: "该文件夹已不存在。请选择其他文件夹。",
          busy: `其他程序正在使用${file(data)}。请在该程序中关闭文件，或换一个文件名。`,
          other: "写入磁盘失败。请重试，或选择其他文件夹。",
        }[writeTrouble(data)]
      }原有文件没有改动，对话不受影响。`,
    action: null,
  },
  "print-failed": {
    title: "无法生成 PDF",
    detail: () => "没有保存任何内容，对话不受影响。请重试。如果仍然失败，请将对话导出为 HTML 或 Markdown。",
    action: null,
  },
  "home-in-use": {
    title: "Facet 已在运行",
    detail: (data) =>
      fact(data, "url") === ""
        ? "另一个 Facet 正在使用相同的数据。请在其中继续，或先将其关闭。"
        : `另一个 Facet 正在使用相同的数据（${fact(data, "url")}）。请在其中继续，或先将其关闭。`,
    action: null,
  },
  "hub-offline": {
    title: "无法连接模型网站",
    detail: (data) => `${host(data)}没有响应。请检查网络连接。已下载的部分会保留。`,
    action: "retry",
  },
  "hub-busy": {
    title: "模型网站出现问题",
    detail: (data) => `${host(data)}暂时无法响应。没有丢失任何内容，请几分钟后重试。`,
    action: "retry",
  },
  "hub-rate-limited": {
    title: "对模型网站的请求过多",
    detail: (data) =>
      `${host(data)}收到来自你所在网络的请求过多。请在${waitMinutes(data)}后重试。使用自己的访问令牌可以提高上限。`,
    action: "retry",
  },
  "hub-gated": {
    title: "此模型为受限模型",
    detail: (data) =>
      data.hasToken === true
        ? `你的访问令牌无权访问${repo(data)}。请使用同一账号在其页面上接受条款，然后重试。`
        : `${repo(data)}仅向已接受条款的用户开放。请在其页面上接受条款，然后在“模型”的“来源”中填写访问令牌。`,
    action: "retry",
  },
  "hub-token-refused": {
    title: "访问令牌无效",
    detail: (data) => `${host(data)}拒绝了此令牌，令牌可能已被撤销。请在“模型”的“来源”中更换或删除令牌。`,
    action: "retry",
  },
  "hub-missing": {
    title: "在模型网站上未找到",
    detail: (data) =>
      `${fact(data, "path") === "" ? repo(data) : `${repo(data)}中的${fact(data, "path")}`}不存在、已改名，或未公开。请选择其他模型。`,
    action: null,
  },
  "hub-unexpected": {
    title: "模型网站返回了异常响应",
    detail: (data) =>
      `Facet 无法识别${host(data)}的响应。当前网络可能需要先登录，或者镜像不完整。已下载的部分会保留。`,
    action: "retry",
  },
  "download-no-space": {
    title: "磁盘空间不足",
    detail: (data) =>
      `还需下载 ${bytes(data, "neededBytes")}，磁盘剩余 ${bytes(data, "freeBytes")}，其中 ${bytes(data, "reserveBytes")} 由 Facet 预留。请释放一些空间，下载会自动继续。`,
    action: "retry",
  },
  "download-corrupt": {
    title: "下载的文件已损坏",
    detail: (data) => `${file(data)}下载了两次，校验均未通过，因此没有保留。请稍后重试，或更换网络或镜像。`,
    action: "retry",
  },
  "download-changed": {
    title: "模型在下载期间发生了变化",
    detail: (data) => `${file(data)}在下载期间被多次替换。请稍后重试。`,
    action: "retry",
  },
  "server-offline": {
    title: "无法连接服务器",
    detail: (data) => `${server(data)} 没有响应。请确认服务器正在运行、地址正确。没有丢失任何内容。`,
    action: "retry",
  },
  "server-refused-key": {
    title: "服务器需要有效的 API 密钥",
    detail: (data) =>
      data.hasKey === true
        ? `${server(data)} 拒绝了已保存的密钥。请在“模型”的“来源”中更换密钥。没有丢失任何内容。`
        : `${server(data)} 需要密钥。请在“模型”的“来源”中填写。没有丢失任何内容。`,
    action: "open-servers",
  },
  "server-busy": {
    title: "服务器暂时无法响应",
    detail: (data) =>
      `${server(data)} 负载过高或尚未就绪（状态码 ${fact(data, "status", "未知")}）。没有丢失任何内容，请稍后重试。`,
    action: "retry",
  },
  "server-failed": {
    title: "服务器报告错误",
    detail: (data) =>
      ({
        "no-api": `${server(data)} 的此地址没有 OpenAI 兼容 API。请检查地址：通常以 /v1 结尾。`,
        "no-secure-connection": `无法与 ${server(data)} 建立安全连接。请检查其证书，或确认地址是否应以 http:// 而非 https:// 开头。`,
        redirect: `${server(data)} 重定向到了其他地址。请改用该地址，或先登录当前网络。`,
        other: `${server(data)}：${withoutStop(fact(data, "detail", "返回了异常响应"))}。没有丢失任何内容。请重试，或选择其他模型。`,
      })[serverTrouble(data)],
    action: "retry",
  },
  "server-missing-model": {
    title: "服务器上已没有此模型",
    detail: (data) =>
      `${server(data)} 上没有${quoted(fact(data, "name"), "此模型")}。请在服务器上恢复该模型，或选择其他模型。对话不受影响。`,
    action: "choose-model",
  },
  "server-gone": {
    title: "与服务器的连接中断",
    detail: (data) =>
      `${server(data)} 在回复完成前断开了连接。已生成的内容会保留。请重试；如果问题仍然存在，请检查服务器。`,
    action: "retry",
  },
  "server-missing": {
    title: "服务器已移除",
    detail: (data) =>
      `${quoted(fact(data, "name"), "此模型")}所在的服务器已从“模型”中移除。对话不受影响。请重新添加该服务器，或选择其他模型。`,
    action: "choose-model",
  },
  "password-needed": {
    title: "请先设置密码",
    detail: () => "其他设备需要用它登录。设置没有变化。",
    action: null,
  },
  "network-failed": {
    title: "暂时无法更改网络访问",
    detail: () => "系统不允许，或端口正被其他程序占用。设置没有变化。请重试，或重新启动 Facet。",
    action: "retry",
  },
  "this-computer-only": {
    title: "只能在运行 Facet 的电脑上操作",
    detail: () =>
      "谁可以访问、密钥、服务器以及工具的权限，都只能在那台电脑上更改。请在那台电脑上打开 Facet。",
    action: null,
  },
  "folder-unusable": {
    title: "无法添加此文件夹",
    detail: (data) =>
      ({
        relative: "请输入完整路径，以盘符或斜杠开头。",
        "not-a-folder": `${fact(data, "path")} 是一个文件。请输入它所在的文件夹。`,
        missing: `文件夹 ${fact(data, "path")} 不存在，或 Facet 无权打开。请检查路径。`,
      })[folderTrouble(data)],
    action: null,
  },
  "path-refused": {
    title: "文件不在你添加的文件夹中",
    detail: (data) =>
      `模型请求访问 ${fact(data, "path", "一个文件")}。它不在你添加的文件夹中，或经由链接指向别处。如需允许，请在“工具”中添加其所在文件夹。`,
    action: null,
  },
  ...webErrors,
  "code-stopped": {
    title: "代码已被终止",
    detail: (data) =>
      ({
        time: `运行时间超过 ${fact(data, "seconds")} 秒，本次调用的输出和写入的文件未保留。可以让模型一次少做一些。`,
        memory: `占用的内存超过上限（总共 ${fact(data, "memoryMb")} MB，Python 为 512 MB）。可以让模型一次少处理一些数据。`,
        output: `输出超过 ${fact(data, "outputMb")} MB。可以让模型少输出一些。`,
        work: "执行的命令过多，或不断调用自身。沙盒之外未受任何影响。",
        folder: "写入的文件超过 8 MB，或文件总计超过 64 MB。可以让模型写小一些的文件，或删除一些文件。",
        crash: "其进程意外退出，多半是内存不足。沙盒之外未受任何影响。",
      })[codeLimit(data)],
    action: null,
  },
  "packages-needed": {
    title: "代码需要尚未下载的软件包",
    detail: (data) =>
      `代码导入了 ${fact(data, "names")}。请在运行 Facet 的电脑上打开“设置”的“运行代码”，下载 numpy、pandas 和 matplotlib，然后重新提问。`,
    action: null,
  },
  "packages-elsewhere": {
    title: "Bash 中没有这些软件包",
    detail: (data) => `脚本启动的 Python 代码导入了 ${fact(data, "names")}，只有“运行 Python”中才有。`,
    action: null,
  },
  "packages-damaged": {
    title: "下载的软件包已被改动",
    detail: (data) =>
      `${fact(data, "fileName")} 与下载时不一致，因此不会被使用。请在“设置”的“运行代码”中重新下载。`,
    action: null,
  },
  "packages-unreachable": {
    title: "无法连接软件包所在的网站",
    detail: (data) => `${fact(data, "host")} 没有响应。请检查网络连接后重试，已下载的部分会保留。`,
    action: "retry",
  },
  "packages-unusable": {
    title: "无法下载软件包",
    detail: (data) =>
      `${fact(data, "host")} 上的 ${fact(data, "fileName", "某个文件")} 不是此版本 Facet 所需的文件，不会被使用。请稍后重试，或检查 Facet 是否有更新。`,
    action: "retry",
  },
  "mcp-not-started": {
    title: "无法使用此 MCP 服务器",
    detail: (data) => {
      const name = fact(data, "name", "该服务器");
      return {
        "no-command": `这台电脑上没有 ${fact(data, "command")} 命令。${howToGet(fact(data, "command"))}然后在“设置”的“MCP 服务器”中重新启动它。`,
        "no-folder": `文件夹 ${fact(data, "path")} 不存在。请在“设置”的“MCP 服务器”中更正 ${name} 的工作文件夹。`,
        exited: `${name} 启动后立即退出（${fact(data, "exit", "无退出码")}）。原因通常可在“设置”的“MCP 服务器”中查看其输出得知。`,
        ended: `${name} 意外退出，下次使用时会重新启动。其输出可在“设置”的“MCP 服务器”中查看。`,
        "ends-repeatedly": `${name} 反复退出，因此不再自动启动。请在“设置”的“MCP 服务器”中查看其输出，并在那里重新启动。`,
        timeout: `${name} 已启动，但没有响应。请在“设置”的“MCP 服务器”中检查其命令或地址，然后重新启动。`,
        offline: `${name} 的地址没有响应。请确认服务器正在运行且地址无误。`,
        "sign-in": `${name} 需要确认你的身份。请在“设置”的“MCP 服务器”中登录，或将密钥填写为请求头。`,
        refused: `${name} 拒绝访问（状态码 ${fact(data, "status")}）。请在“设置”的“MCP 服务器”中使用其他账号登录，或填写其他密钥作为请求头。`,
        http: `${name} 返回状态码 ${fact(data, "status")}。请在“设置”的“MCP 服务器”中检查其地址。`,
        misbehaved: `${name} 发送的数据远超正常范围，Facet 已将其终止，其他内容不受影响。可在“设置”中重新启动或移除它。`,
        stopped: `${name} 在此期间已被停止或更改。请重试。`,
        other: `${name}：${withoutStop(fact(data, "detail", "响应异常"))}。其输出可在“设置”的“MCP 服务器”中查看。`,
      }[mcpTrouble(data)];
    },
    action: "retry",
  },
  "mcp-call-failed": {
    title: "MCP 服务器没有响应",
    detail: (data) =>
      ({
        ended: `${fact(data, "name")} 在调用过程中退出，无法确定调用是否已生效。服务器会在下次使用时重新启动。`,
        timeout: `${fact(data, "name")} 耗时过长，无法确定调用是否已生效。请重试，或在“设置”中重新启动该服务器。`,
        misbehaved: `${fact(data, "name")} 发送的数据远超正常范围，Facet 已将其终止，其他内容不受影响。`,
        other: `${fact(data, "name")} 报告：${withoutStop(fact(data, "detail", "发生错误"))}。`,
      })[mcpCallTrouble(data)],
    action: null,
  },
  "mcp-sign-in-failed": {
    title: "无法开始登录",
    detail: (data) =>
      `${fact(data, "host", "服务器")}：${withoutStop(fact(data, "detail", "响应异常"))}。许多服务器也接受以请求头形式提供的密钥。没有更改任何内容。`,
    action: "retry",
  },
  "mcp-too-many": {
    title: "MCP 服务器过多",
    detail: (data) => `Facet 最多保存 ${fact(data, "limit")} 个。请移除一些后再添加。没有更改任何内容。`,
    action: null,
  },
  disconnected: {
    title: "Facet 未在运行",
    detail: () => "对话不受影响。请按之前的方式重新启动 Facet，然后打开其显示的链接。",
    action: "retry",
  },
  internal: {
    title: "Facet 出现内部错误",
    detail: () => "这是 Facet 的错误。对话不受影响。请重试。",
    action: "retry",
  },
  "schema-unsupported": {
    title: "不支持此 JSON Schema",
    detail: (data) =>
      `无法按“${fact(data, "keyword")}”约束回答${fact(data, "path") === "" ? "" : `（位置：${fact(data, "path")}）`}。请删除或修改该部分，然后重试。`,
    action: null,
  },
};
