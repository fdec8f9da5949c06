/** Who wants to hear that a draft of an app reached the server: the strip of problems, the publish bar. */
const listeners = new Set<(app: string) => void>();

export const pending = {
  told: (app: string): void => listeners.forEach((listen) => listen(app)),
  /** listen returns the way to stop. */
  listen(listen: (app: string) => void): () => void {
    listeners.add(listen);
    return () => listeners.delete(listen);
  },
};
