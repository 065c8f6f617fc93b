export const chat = {
  markdown: {
    copyCode: "Copy code",
    code: (language: string) => (language === "" ? "Code" : `${language} code`),
    table: "Table",
    image: "Picture",
    taskDone: "Done",
    taskOpen: "To do",
    tooLong: "This text is very long, so it is shown without formatting.",
  },
};
