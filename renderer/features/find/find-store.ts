import { create } from "zustand";

/** `request` counts the times that the bar was asked for: the focus goes to it each time. */
export const useFind = create<{ readonly isOpen: boolean; readonly request: number }>(() => ({
  isOpen: false,
  request: 0,
}));

export function openFind(): void {
  useFind.setState(({ request }) => ({ isOpen: true, request: request + 1 }));
}

export function closeFind(): void {
  useFind.setState({ isOpen: false });
}
