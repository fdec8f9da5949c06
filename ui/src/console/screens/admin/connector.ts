/** A way to another system as an administrator sees it. */
export interface Connector {
  app: { key: string; title: string };
  key: string;
  title: string;
  /** What it is for. */
  text: string;
  fields: readonly string[];
  /** It takes messages; others send them. */
  inbound: boolean;
  /** It takes no messages: somebody switched it off. */
  off: boolean;
  /** Where messages to it are sent. */
  address: string;
  /** Where it leads; empty when it is off. */
  host: string;
  /** The address was entered here. */
  given: boolean;
  secretSet: boolean;
  lastOk: string | null;
  failures: number;
  error: string;
}

/** connectorPath is where the API keeps it. */
export const connectorPath = (one: Connector) => `apps/${one.app.key}/connectors/${one.key}`;
