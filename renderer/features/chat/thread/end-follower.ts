/** Closer than this to the end counts as being there. */
const nearPx = 32;

/**
 * Keeps the end of what grows in view, until the person scrolls up; follows again when they come back. Anything that moves
 * the view up by more than the content lost counts: a wheel, a key, a finger, the search of the browser.
 */
export class EndFollower {
  readonly #onChange: (isAtEnd: boolean) => void;
  #box: HTMLElement | null = null;
  #isFollowing = true;
  #top = 0;
  #height = 0;

  constructor(onChange: (isAtEnd: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Returns what ends it. */
  attach(box: HTMLElement, content: HTMLElement): () => void {
    this.#box = box;
    const pin = () => this.#pin();
    const look = () => this.#look();
    const observer = new ResizeObserver(pin);
    observer.observe(box);
    observer.observe(content);
    box.addEventListener("scroll", look, { passive: true });
    pin();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
      this.#box = null;
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
    const { scrollTop, scrollHeight, clientHeight } = box;
    if (scrollHeight - scrollTop - clientHeight <= nearPx) this.#set(true);
    // Where content above turns out shorter than it was thought to be, the browser moves the view up by as much.
    else if (this.#top - scrollTop > Math.max(0, this.#height - scrollHeight) + 1) this.#set(false);
    this.#remember(box);
  }

  #pin(): void {
    const box = this.#box;
    if (!box) return;
    if (this.#isFollowing) box.scrollTo({ top: box.scrollHeight, behavior: "instant" });
    this.#remember(box);
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
