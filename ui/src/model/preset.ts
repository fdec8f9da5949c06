/** A ready-made app as the server lists it. */
export interface Preset {
  name: string;
  title: string;
  description?: string;
  version: string;
  /** Names of the packages below it; they come with it. */
  requires?: readonly string[];
  installed?: boolean | string;
  /** Others build on it; it comes with them and is nothing to choose for itself. */
  base?: boolean;
}

/** completeFirst lists what can be chosen, whole apps before the layers they are made of; the bigger the app, the earlier. */
export function completeFirst<P extends Pick<Preset, 'name' | 'requires' | 'base'>>(presets: readonly P[]): P[] {
  const byName = new Map(presets.map((preset) => [preset.name, preset]));
  const below = (preset: P, seen = new Set<string>()): number => {
    for (const name of preset.requires ?? []) {
      const next = byName.get(name);
      if (!next || seen.has(name)) continue;
      seen.add(name);
      below(next, seen);
    }
    return seen.size;
  };
  const required = new Set(presets.flatMap((preset) => preset.requires ?? []));
  const whole = (preset: P) => (required.has(preset.name) ? 1 : 0);
  return presets.filter((preset) => !preset.base).sort((a, b) => whole(a) - whole(b) || below(b) - below(a));
}
