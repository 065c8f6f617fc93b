/** Closer than this to the end counts as being there. */
const nearPx = 32;

/**
 * Keeps the end of what grows in view, until the person scrolls up; follows again when they come back. Anything that moves
 * the view up by more than the content lost counts: a wheel, a key, a finger, the search of the browser. What the person opens
 * keeps its place: it grows downwards, and is followed only while the end stays in view.
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

  /** Returns what ends it. */
  attach(box: HTMLElement, content: HTMLElement): () => void {
    this.#box = box;
    const pin = () => this.#pin();
    const look = () => this.#look();
    const press = (event: Event) => this.#press(event);
    const observer = new ResizeObserver(pin);
    observer.observe(box);
    observer.observe(content);
    box.addEventListener("scroll", look, { passive: true });
    content.addEventListener("click", press, { capture: true });
    pin();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
      content.removeEventListener("click", press, { capture: true });
      this.#box = null;
      // What comes next begins at its top.
      box.scrollTo({ top: 0, behavior: "instant" });
      this.#set(true);
    };
  }

  /** Goes to the end and follows it from now on. */
  toTheEnd(): void {
    this.#set(true);
    this.#pin();
  }

  /** Stays where it is, whatever is added below. */
  stay(): void {
    this.#set(false);
  }

  #look(): void {
    const box = this.#box;
    if (!box) return;
    const { scrollTop, scrollHeight } = box;
    if (isNearEnd(box)) this.#set(true);
    // Where content above turns out shorter than it was thought to be, the browser moves the view up by as much.
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

  /** The page changes before the next frame is drawn; what grows later does so by itself. */
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

/** Whether it opens or closes something, or gave way to what it opened. */
function isOpener(button: Element): boolean {
  return !button.isConnected || button.hasAttribute("aria-expanded");
}
