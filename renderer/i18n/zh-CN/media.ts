import type { DecodeTroubleWords } from "../media-words.ts";
import type { media as english } from "../en/media.ts";

const number = (value: unknown) => Number(value).toLocaleString("zh-CN");

export const media: typeof english = {
  attach: "添加附件",
  attachments: "附件",
  dropTitle: "松开即可添加",
  dropDetail: "图片、PDF、音频、视频和文本文件。文件不会离开这台电脑。",
  tooMany: (most, left) => ({
    title: `一条消息最多带 ${most} 个附件`,
    detail: `有 ${left} 个文件没有添加。`,
  }),

  preparing: (name) => `正在处理 ${name}`,
  stillPreparing: "附件处理完后就能发送。",
  ready: (name) => `${name} 已就绪`,
  remove: (name) => `移除 ${name}`,
  retry: (name) => `重试：${name}`,
  optionsOf: (name) => `${name} 的选项`,
  moveEarlier: "前移",
  moveLater: "后移",
  movedTo: (name, place, all) => `${name} 现在是第 ${place} 个，共 ${all} 个`,
  needsAttention: "发送前，请移除无法添加的附件，或重试。",
  needsRemoval: "发送前，请移除无法添加的附件。",

  tokens: (value) => `${value} 个 token`,
  aboutTokens: (value) => `约 ${value} 个 token`,
  total: (tokens) => `附件：${tokens} 个 token`,
  totalOf: (tokens, size) => `附件：${tokens} 个 token，上下文共 ${size} 个`,
  tooMuch: {
    what: "超出了模型一次能记住的量。",
    pictures: "请降低图片的清晰度，或分几次发送。",
    recordings: "请截取一段较短的音频或视频。",
    texts: "请只添加文本中需要的部分。",
    context: "也可以在对话选项里把上下文长度调大。",
  },

  detail: "清晰度",
  budgets: {
    auto: "自动",
    70: "速览",
    140: "简略",
    280: "标准",
    560: "细致",
    1120: "文档",
  },
  budgetHints: {
    auto: "按图片需要",
    70: "大致看看是什么",
    140: "简单的画面",
    280: "照片",
    560: "截图、较大的文字",
    1120: "小字、票据、整页文档",
  },
  budgetTokens: (value) => `最多 ${value} 个 token`,

  pages: {
    title: "要哪些页？",
    scope: (name, pages) => `${name} 共 ${pages} 页，每页会变成一张图片。`,
    choose: "选择页面",
    chosen: (value) => `已选 ${value} 页`,
    page: (value) => `第 ${value} 页`,
    all: "全选",
    none: "全不选",
    attach: (value) => `添加 ${value} 页`,
    most: (value) => `这条消息最多还能放 ${value} 页。`,
  },
  pageName: (name, page) => `${name}，第 ${page} 页`,
  waitingForPages: (pages) => `${pages} 页`,

  voice: {
    record: "录制语音",
    title: "语音",
    anyway: "仍然录音",
    anywayHint: "也可以先录好，换成能听的模型后再发送。",
    starting: "正在等待麦克风…",
    recording: "正在录音",
    level: "音量",
    mark: "超过 30 秒的语音会分几段交给模型。",
    longest: "录音已结束：一条语音最长 10 分钟。",
    stop: "停止",
    again: "重新录制",
    attach: "添加",
    choose: "选择录音文件",
    play: "试听语音",
    name: (date) => `语音 ${date}.wav`,
    noneTitle: "这里用不了麦克风",
    insecure:
      "这个页面是从另一台电脑通过普通 HTTP 打开的，浏览器不会给这样的页面麦克风。请在运行 Facet 的电脑上打开它，或用别的程序录好后把文件添加进来。",
    refused: "浏览器没有允许使用麦克风。请在地址栏或系统的隐私设置里允许，然后重试。",
    missing: "没有找到麦克风。请接上后重试。",
    busy: "麦克风打不开，可能正被别的程序占用。关闭那个程序后重试。",
    retry: "重试",
  },

  attached: "附带内容",
  openImage: (name) => `打开 ${name}`,
  lightbox: "图片",
  previous: "上一张",
  next: "下一张",
  position: (at, all) => `第 ${at} 张，共 ${all} 张`,
  zoomIn: "原始大小",
  zoomOut: "适合窗口",
  gone: "这个文件已经不在了",
  audio: (name) => `音频 ${name}`,
  video: (name) => `视频 ${name}`,
  play: "播放",
  pause: "暂停",
  seek: "位置",
  playFailed: "浏览器播放不了它，但模型照样能听到。",
  stills: "模型看到的画面",
  stillAt: (time) => `${time} 的画面`,
  textFile: (name) => `文本 ${name}`,
  showText: "显示文本",
  hideText: "收起文本",

  cannotSee: (model) => `${model} 看不了图片。`,
  cannotHear: (model) => `${model} 听不了声音。`,
  cannotHearFilm: (model) => `${model} 能看视频画面，但听不到声音。`,
  able: {
    label: "可以处理它的模型",
    use: (model) => `改用 ${model}`,
    open: "查看模型",
    none: "这台电脑上还没有能处理它的模型。",
    missingProjector: (model) => `${model} 要能看或能听，还需要它的第二个文件：投影器（mmproj）。`,
  },

  troubles: {
    empty: { title: "文件是空的", detail: () => "里面没有内容。" },
    broken: { title: "读不出来", detail: () => "文件已损坏或不完整。请重新复制或导出。" },
    encrypted: { title: "有密码保护", detail: () => "请另存一份不带密码的副本再添加。" },
    unknown: {
      title: "Facet 还不能把这类文件交给模型",
      detail: () => "可以添加图片、PDF、音频、视频或文本文件。",
    },
    "no-decoder": {
      title: "这里读不了它的编码",
      detail: (data) =>
        `没有对应的解码器（${String(data.codec ?? "?")}）。请另存为${
          data.of === "film" ? " H.264 编码的 MP4" : " MP3 或 WAV"
        }再添加。`,
    },
    insecure: {
      title: "这种连接下读不了",
      detail: () => "从另一台电脑通过普通 HTTP 打开时，浏览器不能解码视频。请在运行 Facet 的电脑上打开它。",
    },
    "too-large": {
      title: "太大了",
      detail: (data) =>
        data.limitMegapixels !== undefined
          ? `超过 ${number(Number(data.limitMegapixels) * 100)} 万像素。请缩小后再添加。`
          : data.limitCharacters !== undefined
            ? `超过 ${number(data.limitCharacters)} 个字符。请只添加其中一部分。`
            : `超过 ${number(Math.round(Number(data.limitBytes) / 1e6))} MB。请缩小后再添加。`,
    },
    "too-long": {
      title: "太长了",
      detail: (data) =>
        `超过 ${number(Math.round(Number(data.limitMs) / 60_000))} 分钟。请截取需要的部分再添加。`,
    },
    "nothing-in-it": { title: "里面没有画面也没有声音", detail: () => "这个文件里没有可看或可听的内容。" },
    "decoder-failed": { title: "读取失败", detail: () => "请重试；如果再次失败，文件可能已损坏。" },
  } satisfies DecodeTroubleWords,
};
