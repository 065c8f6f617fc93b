import type { UnsupportedKind } from "../../../shared/media/format-kinds.ts";
import { kindOf, type DecodeTroubleWords } from "../media-words.ts";
import type { media as english } from "../en/media.ts";

const number = (value: unknown) => Number(value).toLocaleString("zh-CN");

const unsupportedAdvice: Readonly<Record<UnsupportedKind, string>> = {
  image: "请另存为 PNG 或 JPEG，然后添加。",
  audio: "请另存为 MP3 或 WAV，然后添加。",
  video: "请另存为 H.264 编码的 MP4，或仅将音频另存为 MP3 或 WAV，然后添加。",
  document: "请另存为 DOCX、XLSX、PPTX 或 PDF，然后添加。",
  archive: "请解压后添加其中的文件。",
  model: "这是模型文件，请在“模型”中添加。",
  program: "请添加文档、图片、录音或文本文件。",
};

export const media: typeof english = {
  attach: "添加附件",
  attachments: "附件",
  dropTitle: "松开鼠标即可添加",
  dropDetail: "图片、文档、音频、视频和文本文件。文件不会离开这台电脑。",
  tooMany: (most, left) => ({
    title: `一条消息最多添加 ${most} 个附件`,
    detail: `${left} 个文件未添加。`,
  }),

  preparing: (name) => `正在处理 ${name}`,
  ready: (name) => `${name} 已就绪`,
  remove: (name) => `移除 ${name}`,
  retry: (name) => `重试：${name}`,
  optionsOf: (name) => `${name} 的选项`,
  moveEarlier: "前移",
  moveLater: "后移",
  movedTo: (name, place, all) => `${name} 现在位于第 ${place} 个，共 ${all} 个`,
  needsAttention: "发送前，请移除无法添加的附件，或重试。",
  needsRemoval: "发送前，请移除无法添加的附件。",

  tokens: (value) => `${value} 个 token`,
  aboutTokens: (value) => `约 ${value} 个 token`,
  total: (tokens) => `附件：${tokens} 个 token`,
  totalOf: (tokens, size) => `附件：${tokens} 个 token，上下文共 ${size} 个`,
  tooMuch: {
    what: "附件超出了上下文长度。",
    pictures: "请降低图片的精细度，或分次发送。",
    recordings: "请截取较短的音频或视频片段。",
    texts: "请选择其中一部分文本。",
    context: "也可以在对话选项中增大上下文长度。",
  },

  detail: "精细度",
  budgets: {
    auto: "自动",
    70: "速览",
    140: "简略",
    280: "标准",
    560: "细致",
    1120: "文档",
  },
  budgetHints: {
    auto: "根据图片自动选择",
    70: "大致了解内容",
    140: "简单画面",
    280: "照片",
    560: "截图、较大文字",
    1120: "小字、票据、整页文档",
  },
  budgetTokens: (value) => `最多 ${value} 个 token`,

  folder: {
    title: "添加文件夹中的文件？",
    scope: (name, files) => `“${name}”中有 ${files} 个文件。`,
    most: (value) => `这条消息最多还能添加 ${value} 个文件，将添加前面的文件。`,
    attach: (files) => `添加 ${files} 个文件`,
    empty: (name) => `“${name}”中没有文件`,
  },
  addModel: "打开模型页面",
  parts: {
    choose: "选择部分内容",
    title: "附加哪一部分？",
    scope: (name, parts) => `${name} 共有 ${parts} 个部分（页、工作表、章节或段落）。`,
    from: "从第几部分",
    to: "到第几部分",
    range: (min, max) => `${min} 到 ${max} 之间的整数`,
    asMuchAsFits: "能容纳的最大范围",
    tokensOf: (tokens, room) => `约 ${tokens} 个 token，可容纳约 ${room} 个。`,
    attach: "附加这一部分",
    name: (name, first, last, of) =>
      first === last
        ? `${name}，第 ${first} 部分（共 ${of}）`
        : `${name}，第 ${first}–${last} 部分（共 ${of}）`,
  },
  pages: {
    asImages: "以图片形式添加页面…",
    title: "选择要添加的页面",
    scope: (name, pages) => `${name} 共 ${pages} 页，每页会作为一张图片添加。`,
    choose: "选择页面",
    chosen: (value) => `已选 ${value} 页`,
    page: (value) => `第 ${value} 页`,
    all: "全选",
    none: "全不选",
    attach: (value) => `添加 ${value} 页`,
    most: (value) => `这条消息最多还能添加 ${value} 页。`,
  },
  pageName: (name, page) => `${name}，第 ${page} 页`,
  waitingForPages: (pages) => `${pages} 页`,

  voice: {
    record: "录制语音",
    title: "语音",
    anyway: "仍要录音",
    anywayHint: "录音后，选择支持音频的模型即可发送。",
    starting: "正在等待麦克风…",
    recording: "正在录音",
    level: "音量",
    mark: "超过 30 秒的语音会分段发送给模型。",
    longest: "录音已结束：语音最长 10 分钟。",
    stop: "停止",
    again: "重新录制",
    attach: "添加",
    choose: "选择录音文件",
    play: "试听语音",
    name: (date) => `语音 ${date}.wav`,
    noneTitle: "麦克风不可用",
    insecure:
      "此页面是从另一台电脑通过 HTTP 打开的，浏览器不允许这类页面使用麦克风。请在运行 Facet 的电脑上打开，或使用其他程序录音后添加文件。",
    refused: "浏览器未允许使用麦克风。请在地址栏或系统隐私设置中允许，然后重试。",
    missing: "未找到麦克风。请连接麦克风后重试。",
    busy: "无法打开麦克风，可能正被其他程序使用。请关闭该程序后重试。",
    retry: "重试",
  },

  attached: "附件",
  openImage: (name) => `打开 ${name}`,
  lightbox: "图片",
  previous: "上一张",
  next: "下一张",
  position: (at, all) => `第 ${at} 张，共 ${all} 张`,
  zoomIn: "原始大小",
  zoomOut: "适合窗口",
  gone: "文件已不可用",
  audio: (name) => `音频 ${name}`,
  video: (name) => `视频 ${name}`,
  play: "播放",
  pause: "暂停",
  seek: "位置",
  fullScreen: "全屏",
  leaveFullScreen: "退出全屏",
  playFailed: "浏览器无法播放此文件，但模型仍可使用。",
  stills: "模型看到的画面",
  stillAt: (time) => `${time} 的画面`,
  textFile: (name) => `文本 ${name}`,
  showText: "显示文本",
  hideText: "收起文本",

  cannotSee: (model) => `${model} 不支持图片。`,
  cannotHear: (model) => `${model} 不支持音频。`,
  cannotHearFilm: (model) => `${model} 支持视频画面，但不支持其中的声音。`,
  able: {
    label: "支持此附件的模型",
    use: (model) => `改用 ${model}`,
    open: "打开模型页面",
    none: "这台电脑上没有支持此附件的模型。",
    missingProjector: (model) => `${model} 需要投影器文件（mmproj）才能支持图片和音频。`,
  },

  encodings: {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16 LE",
    "utf-16be": "UTF-16 BE",
    "windows-1252": "Windows-1252（西欧）",
    gb18030: "GB18030（简体中文）",
    big5: "Big5（繁体中文）",
    shift_jis: "Shift JIS（日语）",
    "euc-jp": "EUC-JP（日语）",
    "iso-2022-jp": "ISO-2022-JP（日语）",
    "euc-kr": "EUC-KR（韩语）",
    "windows-1250": "Windows-1250（中欧）",
    "windows-1251": "Windows-1251（西里尔文）",
    "koi8-r": "KOI8-R（西里尔文）",
    "windows-1253": "Windows-1253（希腊文）",
    "windows-1254": "Windows-1254（土耳其文）",
    "windows-1255": "Windows-1255（希伯来文）",
    "windows-1256": "Windows-1256（阿拉伯文）",
    "iso-8859-2": "ISO-8859-2（中欧）",
    "iso-8859-5": "ISO-8859-5（西里尔文）",
    "iso-8859-7": "ISO-8859-7（希腊文）",
  },

  troubles: {
    empty: { title: "空文件", detail: () => "文件没有内容。" },
    broken: { title: "无法读取", detail: () => "文件已损坏或不完整。请重新复制或导出。" },
    "cut-short": { title: "文件不完整", detail: () => "文件提前结束。请重新下载或复制。" },
    "no-pages": { title: "没有页面", detail: () => "此文档没有任何页面。" },
    encrypted: { title: "文件有密码保护", detail: () => "请另存不带密码的副本，然后添加。" },
    unknown: {
      title: "不支持的文件类型",
      detail: () => "请添加图片、文档、音频、视频或文本文件。",
    },
    "unsupported-format": {
      title: "不支持的格式",
      detail: (data) => `不支持 ${String(data.format)} 文件。${unsupportedAdvice[kindOf(data)]}`,
    },
    "no-decoder": {
      title: "不支持的编码",
      detail: (data) =>
        `没有对应的解码器（${String(data.codec ?? "?")}）。请另存为${
          data.of === "video" ? " H.264 编码的 MP4" : " MP3 或 WAV"
        }，然后添加。`,
    },
    insecure: {
      title: "当前连接方式下无法读取",
      detail: () => "从另一台电脑通过 HTTP 打开页面时，浏览器无法解码视频。请在运行 Facet 的电脑上打开。",
    },
    "too-large": {
      title: "文件过大",
      detail: (data) =>
        data.limitMegapixels !== undefined
          ? `超过 ${number(Number(data.limitMegapixels) * 100)} 万像素。请缩小后添加。`
          : data.limitCharacters !== undefined
            ? `超过 ${number(data.limitCharacters)} 个字符。请只添加其中一部分。`
            : `超过 ${number(Math.round(Number(data.limitBytes) / 1e6))} MB。请缩小后添加。`,
    },
    "too-long": {
      title: "时长过长",
      detail: (data) =>
        `超过 ${number(Math.round(Number(data.limitMs) / 60_000))} 分钟。请截取需要的部分后添加。`,
    },
    "nothing-in-it": { title: "没有画面或声音", detail: () => "文件中没有图像或音频内容。" },
    "decoder-failed": { title: "解码失败", detail: () => "请重试；如果再次失败，文件可能已损坏。" },
  } satisfies DecodeTroubleWords,
};
