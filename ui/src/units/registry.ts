/** A unit serves one type id of the Go catalogue; its file is named after the id. */
export interface Unit {
  readonly type: string;
}

type Loaders<U> = Record<string, () => Promise<U>>;

/**
 * Registry finds the units of one folder. They are separate chunks: a page downloads only the types it shows,
 * so call load with the types it needs, and get while rendering. Nothing but the unit's own file names a type.
 */
export class Registry<U extends Unit> {
  private readonly loaders = new Map<string, () => Promise<U>>();
  private readonly loaded = new Map<string, U>();

  /** fallback serves every type that has no file here, such as one that only the server knows yet. */
  constructor(
    files: Loaders<U>,
    private readonly fallback: U,
  ) {
    for (const [path, load] of Object.entries(files)) this.loaders.set(path.replace(/^.*\/(.*)\.tsx?$/, '$1'), load);
  }

  /** put adds units that came with the page itself; load has nothing to fetch for them. */
  put(units: Iterable<U>): void {
    for (const unit of units) this.loaded.set(unit.type, unit);
  }

  /** types lists the type ids that have a file, sorted. */
  types(): string[] {
    return [...this.loaders.keys()].sort();
  }

  has(type: string): boolean {
    return this.loaders.has(type) || this.loaded.has(type);
  }

  /** load fetches the units of some types, each once; a type without a file is no error. */
  async load(types: Iterable<string>): Promise<void> {
    const missing = [...new Set(types)].filter((type) => this.has(type) && !this.loaded.has(type));
    await Promise.all(missing.map((type) => this.loadOne(type)));
  }

  private async loadOne(type: string): Promise<void> {
    const unit = await this.loaders.get(type)!();
    if (unit.type !== type) throw new Error(`unit file ${type} declares the type ${unit.type}`);
    this.loaded.set(type, unit);
  }

  /** ready tells whether get can answer for these types without falling back to what merely is not loaded yet. */
  ready(types: Iterable<string>): boolean {
    return [...types].every((type) => !this.has(type) || this.loaded.has(type));
  }

  /** get returns the loaded unit of a type, else the fallback. */
  get(type: string): U {
    return this.loaded.get(type) ?? this.fallback;
  }
}
