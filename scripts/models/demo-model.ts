import type { GgufFile } from "../gguf/gguf-writer.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";
import { scriptedModel } from "./scripted-model.ts";

/**
 * The model for text that ships with the app, so that the user can chat right after the first start. It states
 * what it is and shows what a reply can contain. Where a chat has the calculator, it calls it once.
 *
 * Each language is a file of its own: the size of a scripted model grows with the square of its text, and the
 * prompt does not tell the language of the interface.
 */
export function demoModel(language: PromptLanguage = "en"): GgufFile {
  return scriptedModel({
    name: "Facet Demo",
    calls: [{ name: "calculate", arguments: { expression: "365 * 24 * 60" } }],
    ...(language === "zh-CN" ? chinese : english),
  });
}

const english = {
  thought: `The user wrote to me, and I should answer honestly.

I do not understand language: I am less than a megabyte and know one text by heart. So I will say that, show what an \
answer can contain, and name the way to a model that can really talk.`,
  answer: `Hello! I am **Facet’s tiny built-in demo**, and this is my only answer, whatever you ask. The app around me is \
real: the engine, the thinking, the numbers below. Nothing you type leaves this computer.

An answer can contain a table:

| Days | Hours | Minutes |
| ---: | ----: | ------: |
| 1 | 24 | 1,440 |
| 7 | 168 | 10,080 |
| 365 | 8,760 | 525,600 |

Code, to copy with one click:

\`\`\`python
def minutes(days):
    return days * 24 * 60

print(minutes(365))
\`\`\`

And formulas, such as the sum of all whole numbers up to $n$:

$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$

Switch **Calculator** on under **Tools**, and I use it once in each chat, to show how a tool call looks.

To talk to a model that understands you, [choose a Gemma 4 for this computer](#/models/get). Models that you already have are \
listed under [Installed](#/models).`,
};

const chinese = {
  thought: `用户给我发来了消息，我应当如实回答。

我并不理解语言：我不到一兆字节，只会背一段话。所以我会先说明这一点，再展示回答里可以有什么，最后告诉用户怎样换成真正会交谈的模型。`,
  answer: `你好！我是 **Facet 自带的小演示**，无论你问什么，我都只会这样回答。不过这个应用是真的：引擎、思考过程、下方的数字，以后都照样工作。\
你输入的内容不会离开这台电脑。

回答里可以有表格：

| 天数 | 小时 | 分钟 |
| ---: | ----: | ------: |
| 1 | 24 | 1,440 |
| 7 | 168 | 10,080 |
| 365 | 8,760 | 525,600 |

可以有代码，点一下就能复制：

\`\`\`python
def minutes(days):
    return days * 24 * 60

print(minutes(365))
\`\`\`

也可以有公式，例如从 1 加到 $n$ 的和：

$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$

在“工具”中打开**计算器**，我会在每个对话里用它一次，让你看看工具调用是什么样子。

想和真正懂你的模型聊天，请[为这台电脑选一款 Gemma 4](#/models/get)。已经下载的模型列在[已安装](#/models)里。`,
};
