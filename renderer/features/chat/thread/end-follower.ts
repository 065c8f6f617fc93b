/** A distance to the end up to this counts as being at the end. */
const nearPx = 32;

/**
 * Keeps the end of growing content in view until the user scrolls up, and follows again when they return. Any
 * upward move of the viewport by more than the content shrank counts as scrolling: wheel, keyboard, touch, or
 * find in page. Content that the user expands keeps its position: it grows downwards, and is followed only
 * while the end stays in view.
 */
export class EndFollower {
  readonly #onChange: (isAtEnd: boolean) => void;
  #box: HTMLElement | null = null;
  #isFollowing = true;
  #top = 0;
  #height = 0;
  /** A button in the content that was pressed since the last frame. */
  #pressed: Element | null = null;

  constructor(onChange: (isAtEnd: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Returns a function that detaches. */
  attach(box: HTMLElement, content: HTMLElement): () => void {
    this.#box = box;
    const pin = () => this.#pin();
    const onScroll = () => this.#onScroll();
    const press = (event: Event) => this.#press(event);
    const observer = new ResizeObserver(pin);
    observer.observe(box);
    observer.observe(content);
    box.addEventListener("scroll", onScroll, { passive: true });
    content.addEventListener("click", press, { capture: true });
    pin();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
      content.removeEventListener("click", press, { capture: true });
      this.#box = null;
      // The next content starts at its top.
      box.scrollTo({ top: 0, behavior: "instant" });
      this.#set(true);
    };
  }

  /** Scrolls to the end and follows it from now on. */
  scrollToEnd(): void {
    this.#set(true);
    this.#pin();
  }

  /** Stops following. */
  stopFollowing(): void {
    this.#set(false);
  }

  #onScroll(): void {
    const box = this.#box;
    if (!box) return;
    const { scrollTop, scrollHeight } = box;
    if (isNearEnd(box)) this.#set(true);
    // When content above turns out shorter than estimated, the browser moves the viewport up by the
    // difference.
    else if (this.#top - scrollTop > Math.max(0, this.#height - scrollHeight) + 1) this.#set(false);
    this.#remember(box);
  }

  #pin(): void {
    const box = this.#box;
    if (!box) return;
    const hasOpened = this.#pressed !== null && isOpener(this.#pressed);
    if (this.#isFollowing && !hasOpened) box.scrollTo({ top: box.scrollHeight, behavior: "instant" });
    else this.#set(isNearEnd(box));
    this.#remember(box);
  }

  /** A press changes the page before the next frame is drawn; later growth is not caused by it. */
  #press({ target }: Event): void {
    const pressed = target instanceof Element ? target.closest("button") : null;
    this.#pressed = pressed;
    if (pressed === null) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.#pressed === pressed) this.#pressed = null;
      }),
    );
  }

  #remember({ scrollTop, scrollHeight }: HTMLElement): void {
    this.#top = scrollTop;
    this.#height = scrollHeight;
  }

  #set(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#onChange(isFollowing);
  }
}

function isNearEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= nearPx;
}

/** Whether the button expands or collapses something, or was replaced by what it opened. */
function isOpener(button: Element): boolean {
  return !button.isConnected || button.hasAttribute("aria-expanded");
}
