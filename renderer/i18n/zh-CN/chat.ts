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
  thinkingHint: "模型先思考再回答：速度较慢，效果通常更好",
  thinkingOfTask: (task) => `是否思考由“${task}”任务决定`,
  chatOptions: "对话选项",
  chatOptionsWithPrompt: "对话选项（已设置系统提示词）",
  scrollToBottom: "滚动到底部",
  notSent: "未发送",

  queuedFirst: "即将开始",
  queued: (ahead) => `前面还有 ${ahead} 条回复`,
  loadingModel: (name) => `正在加载 ${name}`,
  processingPrompt: "正在处理提示词",
  processingMedia: ({ kind, place, of }) => {
    const doing = kind === "image" ? "正在处理图片" : "正在处理音频";
    return of === 1 ? doing : `${doing}（第 ${place} 项，共 ${of} 项）`;
  },
  processingAgain: "上下文已满，正在重新处理对话",
  awaitingApproval: "等待你的决定",
  starting: "正在开始",

  reasoning: "思考过程",
  reasoningFor: (duration) => `思考过程 · ${duration}`,

  copyMessage: "复制",
  edit: "编辑",
  keepInContext: "保留在上下文中",
  regenerate: "重新生成",
  retry: "重试",
  continueReply: "继续",
  messageMenu: {
    save: "保存",
    title: "更多操作",
    editReply: "编辑回复",
    editHint: "之后模型会以修改后的内容为准。",
    edited: "回复已修改",
    fork: "从此处分叉新对话",
    delete: "删除消息",
    deleteBranch: "删除此消息及之后的全部内容",
    deleted: (count) => (count === 1 ? "已删除消息" : `已删除 ${count} 条消息`),
  },
  sendEdit: "发送",
  editText: "编辑内容",
  editHint: "发送后会生成新版本，原版本会保留。",
  version: (position, count) => `第 ${position} 个版本，共 ${count} 个`,
  versionShort: (position, count) => `${position}/${count}`,
  earlierVersion: "上一个版本",
  laterVersion: "下一个版本",
  showAll: "展开全部",
  showLess: "收起",

  leftContext: {
    title: (count) => `较早的 ${count} 条消息已不在上下文中`,
    one: (words) => `对话超出了上下文长度，“${words}”不再发送给模型。`,
    range: (first, last) => `对话超出了上下文长度，从“${first}”到“${last}”的消息不再发送给模型。`,
    detail: "所有消息仍保留在对话中。如需让模型始终看到某条消息，请在该消息下方选择“保留在上下文中”。",
  },

  ended: {
    complete: "回复已完成。",
    stopped: "回复已停止。",
    interrupted: "回复已中断。",
    "max-tokens": "回复已达到最大长度。",
    "context-full": "上下文已满，回复已结束。",
    "ended-in-reasoning": "回复在模型思考时结束。",
  },
  incomplete: {
    stopped: "已停止。已生成的内容会保留。",
    interrupted: "已中断：生成回复时 Facet 被关闭。已生成的内容会保留。",
    "max-tokens": "已达到此对话设置的上限（最大 token 数），回复被截断。",
    "context-full":
      "上下文已满：移除较早的消息后，仍放不下这条回复。请增大上下文长度、减少保留在上下文中的消息，或新建对话。",
    "ended-in-reasoning": "模型在思考过程中停止，没有给出回答。",
  },
  incompleteEmpty: {
    stopped: "回复开始前已停止。",
    interrupted: "已中断：回复开始前 Facet 被关闭。",
  },
  notStarted: "模型无法启动",
  notStartedDetail: "模型在生成内容之前就停止了。你的消息已保留。请重试；如果问题仍然存在，请选择其他模型。",
  emptyReply: "模型返回了空的回答。",

  stats: {
    firstToken: (duration) => `首个 token ${duration}`,
    speed: (perSecond) => `${perSecond} token/秒`,
    tokens: (count) => `${count} token`,
    context: (percent) => `上下文已用 ${percent}`,
    details: (used, size, prompt, reused, model) =>
      `上下文：已用 ${used} / ${size} token · 提示词 ${prompt} token，其中 ${reused} 来自缓存${
        model === "" ? "" : ` · ${model}`
      }`,
  },

  modelGone: (name) => `${name} 已不在这台电脑上`,
  modelGoneDetail: "对话内容不受影响。请将文件放回原处，或选择其他模型继续。",
  useInstead: (name) => `改用 ${name}`,
  chooseModel: "选择模型",

  openFailed: "无法打开这个对话",

  start: {
    title: "想聊点什么？",
    what: "Facet 在这台电脑上运行 Gemma，你输入的内容不会离开本机。",
    model: (name) => `正在与 ${name} 对话。`,
    getModel: "获取模型",
    try: "试一试",
    receipt: "识别收据",
    receiptDetail: "粘贴文字；照片需支持图片的模型。",
    receiptPhotoDetail: "支持照片、扫描件或 PDF。",
    receiptPrompt:
      "请读这张收据，把每样商品和价格列成表格，再核对合计。\n\n便民超市\n牛奶 1 升         12.90\n全麦面包           9.80\n苹果 1.2 公斤     14.40\n黑巧克力          16.90\n合计              54.00",
    voice: "语音转文字",
    voiceDetail: "录制语音，或选择音频文件。",
    voiceNeedsModel: "需要支持音频的模型，点击选择。",
    anything: "自由提问",
    anythingDetail: "例如：天空为什么是蓝色的。",
    anythingPrompt: "天为什么是蓝的，而晚霞是红的？请用一个小表格来解释。",
  },

  panel: {
    title: "对话选项",
    scope: "仅用于此对话，从下一条消息起生效。",
    systemPrompt: "系统提示词",
    systemPromptHint: "在第一条消息之前提供给模型的说明，例如模型的角色和回答方式。",
    temperature: "温度",
    temperatureHint: "数值越低，回答越稳定；数值越高，回答越多样。0 表示始终选择概率最高的词。",
    topP: "Top P",
    topPHint: "只考虑概率最高、且累计概率达到此值的词。",
    topK: "Top K",
    topKHint: "只考虑概率最高的若干个词。0 表示不限。",
    advanced: "高级采样选项",
    minP: "Min P",
    minPHint: "排除概率低于最高概率乘以此值的词。0 表示关闭。",
    repeatPenalty: "重复惩罚",
    repeatPenaltyHint: "大于 1 时，近期出现过的词概率降低。1 表示关闭，也是 Gemma 的推荐值。",
    presencePenalty: "存在惩罚",
    presencePenaltyHint: "大于 0 时，近期用过的词概率降低。0 表示关闭。",
    frequencyPenalty: "频率惩罚",
    frequencyPenaltyHint: "大于 0 时，近期用得越多的词概率越低。0 表示关闭。",
    stopStrings: "停止字符串",
    stopStringsHint: "回复会在出现其中任意一项之前结束。每行一项，用 \\n 表示换行，最多 16 项。",
    seed: "随机种子",
    seedHint: "相同的种子会得到相同的回答。留空则每次不同。",
    maxTokens: "最大 token 数",
    maxTokensHint: "单条回复的最大长度，包含思考过程。一个 token 约等于一个半汉字。留空则不限。",
    contextLength: "上下文长度",
    contextLengthHint:
      "模型能够参考的对话长度，以 token 为单位。数值越大，占用内存越多。留空则根据这台电脑自动选择。",
    random: "随机",
    noLimit: "不限",
    automatic: "自动",
    range: (min, max) => `请输入 ${min} 到 ${max} 之间的数值`,
    wholeRange: (min, max) => `请输入 ${min} 到 ${max} 之间的整数`,
    staysAt: (rule, value) => `${rule}。在此之前仍使用 ${value}。`,
    reset: "恢复默认数值",
    done: "完成",
    thinkingBudget: "思考预算",
    thinkingBudgetHint:
      "模型回答前最多思考多少：短约 800 字，中约 3000 字，长约 12000 字。用完后模型直接回答。未开启“思考”时不起作用。",
    thinkingBudgets: { short: "短", medium: "中", long: "长", unlimited: "不限" },
  },

  plainChat: {
    title: "以原文显示",
    detail: "Facet 上次在显示此对话时意外停止。所有消息都已保存，现以原文显示。",
    showFormatted: "恢复排版",
  },

  longMessage: {
    title: "这条消息超出了上下文长度",
    detail: (tokens, size) =>
      `消息约有 ${tokens} 个 token，而上下文只有 ${size} 个。请缩短内容、分多次发送，或在对话选项中增大上下文长度。`,
  },

  markdown: {
    copyCode: "复制代码",
    code: (language) => (language === "" ? "代码" : `${language} 代码`),
    table: "表格",
    image: "图片",
    taskDone: "已完成",
    taskOpen: "待办",
    tooLong: "这段文本排版耗时过长，以原文显示。",
    citation: (number, title) => `来源 ${number}：${title}`,
    source: "未排版的文本",
    formulaTooLarge: "（公式过大，无法显示）",
  },

  paused: "等待中：正在先回答另一条消息",
  processingResult: "正在处理结果",
  estimates: {
    tokens: (count) => `约 ${count} token`,
    context: (percent) => `上下文约已用 ${percent}`,
    details: (used, size, prompt, model) =>
      `上下文：约已用 ${used} / ${size} token · 提示词约 ${prompt} token${model === "" ? "" : ` · ${model}`}`,
    detailsWithoutSize: (used, prompt, model) =>
      `上下文：约已用 ${used} token，服务器未提供上下文长度 · 提示词约 ${prompt} token${
        model === "" ? "" : ` · ${model}`
      }`,
  },
};
