export const find = {
  title: "Find in page",
  placeholder: "Find in page",
  next: "Next match",
  previous: "Previous match",
  position: (current: string, count: string) => `${current} of ${count}`,
  none: "No matches",
};
