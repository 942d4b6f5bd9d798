/** Work in short steps, between which others may have their turn. */
export type Steps<Made = void> = Generator<void, Made>;

/** Does all steps, one right after the other. */
export function inOneGo<Made>(steps: Steps<Made>): Made {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
