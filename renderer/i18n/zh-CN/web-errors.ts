import { fact, sentenceFor } from "../error-words.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";
import type { webErrors as english } from "../en/web-errors.ts";

const host = (data: ErrorData) => fact(data, "host", "该地址");
const provider = (data: ErrorData) => fact(data, "provider", "搜索服务");
const status = (data: ErrorData) => fact(data, "status", "错误");

export const webErrors = {
  "address-refused": {
    title: "未打开此地址",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          scheme: "只能读取 http 或 https 网页。没有发送任何内容。",
          credentials: `${host(data)} 的地址中带有用户名或密码。没有发送任何内容。`,
          port: `${host(data)} 使用的端口不是网页端口。没有发送任何内容。`,
          private: `${host(data)} 指向本机或你的内部网络，工具不得访问。没有向其发送任何内容。`,
        },
        "这不是网页地址。没有发送任何内容。",
      ),
    action: null,
  },
  "fetch-failed": {
    title: "无法加载此地址",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          "no-such-host": `${host(data)} 不存在，或本机未联网。请检查地址和网络连接。`,
          insecure: `${host(data)} 的证书无效，因此没有向其发送任何内容。`,
          "too-slow": `${host(data)} 响应过慢，请稍后重试。`,
          redirects: `${host(data)} 重定向次数过多。`,
          broken: `无法解读 ${host(data)} 的响应。`,
          type: `${host(data)} 返回的文件类型为 ${fact(data, "type", "未知")}。可以读取网页、文本和 PDF 文件。`,
          "too-large": `${host(data)} 的响应过长。`,
        },
        `无法连接 ${host(data)}。请检查网络连接，或稍后重试。`,
      ),
    action: null,
  },
  "page-unreadable": {
    title: "无法读取此网页",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          status: `${host(data)} 返回了 ${status(data)}。网页可能已移动，或仅对登录用户开放。`,
          limited: `${host(data)} 目前不允许程序读取其网页。请在浏览器中打开。`,
          empty: `${host(data)} 的网页本身没有文字，内容由脚本生成，而 Facet 不运行脚本。请在浏览器中打开。`,
        },
        `${host(data)} 的网页过于复杂或已损坏。`,
      ),
    action: null,
  },
  "search-failed": {
    title: "网络搜索失败",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          "no-key": `${provider(data)} 需要 API 密钥。请在“设置”的“网络搜索”中填写。`,
          "no-address": "请在“设置”的“网络搜索”中填写你的 SearXNG 地址。",
          "refused-key": `${provider(data)} 拒绝了该 API 密钥。请在“设置”的“网络搜索”中检查。`,
          limited: `${provider(data)} 目前限制搜索。请稍候再试，或在“设置”的“网络搜索”中改用其他服务。`,
          status: `${provider(data)} 返回了 ${status(data)}，请稍后重试。`,
        },
        `Facet 无法解读 ${provider(data)} 的响应。SearXNG 需要在其输出格式中启用 JSON。`,
      ),
    action: null,
  },
} satisfies { readonly [Code in keyof typeof english]: unknown };
