let count = 0;

/** Called while a dialog is open; returns the function to call when it closes. */
export function addOpenDialog(): () => void {
  count += 1;
  let isOpen = true;
  return () => {
    if (isOpen) count -= 1;
    isOpen = false;
  };
}

/** Whether a dialog waits for a decision. Commands that would change the page behind it are off meanwhile. */
export const isDialogOpen = (): boolean => count > 0;
