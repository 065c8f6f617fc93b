import type { chat as english } from "../en/chat.ts";

export const chat: typeof english = {
  you: "你",
  assistant: "助手",
  messages: "消息",

  message: "消息",
  placeholder: "输入消息",
  send: "发送",
  stop: "停止",
  thinking: "思考",
  thinkingHint: "让模型先想再答：慢一些，往往更好",
  chatOptions: "对话选项",
  chatOptionsWithPrompt: "对话选项（已设系统提示词）",
  toTheEnd: "回到底部",
  notSent: "没有发出去",

  queuedFirst: "马上轮到",
  queued: (ahead) => `前面还有 ${ahead} 条回复`,
  loadingModel: (name) => `正在加载 ${name}`,
  reading: "正在阅读",
  takingIn: ({ kind, place, of }) => {
    const doing = kind === "image" ? "正在看图" : "正在听录音";
    return of === 1 ? doing : `${doing}（第 ${place} 项，共 ${of} 项）`;
  },
  readingAgain: "腾出空间：正在重读对话",
  starting: "正在开始",

  reasoning: "思考过程",
  reasoningFor: (duration) => `思考过程 · ${duration}`,

  copyMessage: "复制",
  edit: "编辑",
  keepInContext: "保留在上下文中",
  regenerate: "重新生成",
  retry: "重试",
  goOn: "继续",
  sendEdit: "发送",
  editText: "编辑内容",
  editHint: "发送后会另开一个版本，原来的保留不变。",
  version: (position, count) => `第 ${position} 个版本，共 ${count} 个`,
  versionShort: (position, count) => `${position}/${count}`,
  earlierVersion: "上一个版本",
  laterVersion: "下一个版本",
  showAll: "展开全部",
  showLess: "收起",

  leftContext: {
    title: (count) => `模型看不到较早的 ${count} 条消息了`,
    one: (words) => `对话超出了上下文，“${words}”已略去。`,
    range: (first, last) => `对话超出了上下文，从“${first}”到“${last}”的内容已略去。`,
    detail: "所有消息都还在对话里。想让模型一直看到某条消息，请在你的消息下选“保留在上下文中”。",
  },

  ended: {
    complete: "回复完毕。",
    stopped: "回复已停止。",
    interrupted: "回复被中断。",
    "max-tokens": "回复达到了设定的长度。",
    "context-full": "上下文已满，回复到此为止。",
    "ended-in-thought": "模型还在思考时就结束了。",
  },
  incomplete: {
    stopped: "已停止，写好的部分都留着。",
    interrupted: "写到一半时 Facet 被关闭了，写好的部分都留着。",
    "max-tokens": "到了这个对话设定的最大长度（最大 token 数），所以截断了。",
    "context-full":
      "上下文已满：略去较早的消息后，仍然放不下这条回复。可以把上下文长度调大、少保留几条消息，或新建对话。",
    "ended-in-thought": "模型还在思考时就停下了，没有给出回答。",
  },
  incompleteEmpty: {
    stopped: "还没开始回复就停止了。",
    interrupted: "还没开始回复，Facet 就被关闭了。",
  },
  notStarted: "模型没能启动",
  notStartedDetail: "它还没写出任何内容就停止了。你的消息还在。请再试一次；如果仍然不行，换一个模型试试。",
  emptyReply: "模型什么也没有回答。",

  stats: {
    firstToken: (duration) => `首个 token ${duration}`,
    speed: (perSecond) => `每秒 ${perSecond} token`,
    tokens: (count) => `${count} token`,
    context: (percent) => `上下文已用 ${percent}`,
    details: (used, size, prompt, reused, model) =>
      `上下文：共 ${size} token，已用 ${used} · 读入 ${prompt} token，其中 ${reused} 个还记得${
        model === "" ? "" : ` · 由 ${model} 写成`
      }`,
  },

  modelGone: (name) => `${name} 已不在这台电脑上`,
  modelGoneDetail: "对话都还在。把文件放回原处，或换一个模型继续。",
  useInstead: (name) => `改用 ${name}`,
  chooseModel: "选择模型",

  openFailed: "这个对话打不开",

  start: {
    title: "想聊点什么？",
    what: "Facet 在这台电脑上运行 Gemma，你写的内容不会离开本机。",
    model: (name) => `正在和 ${name} 对话。`,
    demo: "这是随附的小演示模型：只用来体验 Facet，本身什么都不懂。",
    getModel: "换一个真正的模型",
    try: "试一试",
    receipt: "识别收据",
    receiptDetail: "用文字，整理成表格；有能看图的模型时可直接用照片。",
    receiptPhotoDetail: "用照片、扫描件或 PDF。",
    receiptPrompt:
      "请读这张收据，把每样商品和价格列成表格，再核对合计。\n\n便民超市\n牛奶 1 升         12.90\n全麦面包           9.80\n苹果 1.2 公斤     14.40\n黑巧克力          16.90\n合计              54.00",
    voice: "把语音转成文字",
    voiceDetail: "直接说，或选择已有的录音。",
    voiceNeedsModel: "需要能听的模型，点这里挑选。",
    anything: "随便问",
    anythingDetail: "比如：天为什么是蓝的。",
    anythingPrompt: "天为什么是蓝的，而晚霞是红的？请用一个小表格来解释。",
  },

  panel: {
    title: "对话选项",
    scope: "只用于这个对话，从下一条消息起生效。",
    systemPrompt: "系统提示词",
    systemPromptHint: "在第一条消息之前告诉模型：它是谁，应当怎样回答。",
    temperature: "温度",
    temperatureHint: "越低越稳定，越高越多变；0 表示总选可能性最大的词。",
    topP: "Top-p",
    topPHint: "只考虑可能性最大、合起来达到这个比例的词。",
    topK: "Top-k",
    topKHint: "只考虑可能性最大的这么多个词；0 表示不限。",
    seed: "随机种子",
    seedHint: "同一个数字会得到同样的回答；留空则每次不同。",
    maxTokens: "最大 token 数",
    maxTokensHint: "一条回复的最大长度，包括思考；一个 token 大约是一个半汉字。留空则不限。",
    contextLength: "上下文长度",
    contextLengthHint: "模型能记住对话中的多少 token，越大越占内存。留空则按这台电脑自动选择。",
    random: "随机",
    noLimit: "不限",
    automatic: "自动",
    range: (min, max) => `请填 ${min} 到 ${max} 之间的数`,
    wholeRange: (min, max) => `请填 ${min} 到 ${max} 之间的整数`,
    reset: "恢复默认数值",
    done: "完成",
  },

  markdown: {
    copyCode: "复制代码",
    code: (language) => (language === "" ? "代码" : `${language} 代码`),
    table: "表格",
    image: "图片",
    taskDone: "已完成",
    taskOpen: "待办",
    tooLong: "这段文字很长，以纯文本显示。",
  },
};
