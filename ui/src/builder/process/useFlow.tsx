import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../i18n/console';
import { say, toLanguage, type Language } from '../../i18n/text';
import type { UnitInfo } from '../../model/design';
import { lists, type Arrow, type Exit, type Flow, type FlowCommand, type ListName, type Process, type Selection, type Step } from '../../model/flow';
import type { Boxes } from '../../model/flowspots';
import type { Standing } from '../../model/trial';
import { nodes, type NodeUnit } from '../../units/nodes';
import { useDocument, useSurroundings } from '../useDesign';
import { columnsOf } from '../inspector/columns';
import { conditionWords } from '../inspector/conditionWords';

/** What is wrong with one part, in words. */
export interface Wrong {
  words: string[];
  hard: boolean;
}

/** Names is how the parts of a process are called, in the designer's language. */
export interface Names {
  language: Language;
  step: (step: Step | string) => string;
  status: (key: string | undefined) => string;
  exits: (step: Step) => Exit[];
  arrow: (arrow: Arrow) => string;
  unit: (type: string) => NodeUnit;
  info: (type: string) => UnitInfo | undefined;
}

/** useNames knows the words of a process. */
export function useNames(flow: Flow): Names {
  const { i18n } = useTranslation(['designprocess', 'list']);
  const { bundle, catalog } = useSurroundings();
  const language = toLanguage(i18n.language);
  return useMemo(() => {
    const columns = columnsOf(bundle, flow.form, language);
    const t = i18n.getFixedT(null, ['list', 'designprocess']);
    const steps = new Map(flow.nodes.map((step) => [step.key, step]));
    const statuses = new Map(flow.statuses.map((status) => [status.key, say(status.title, language) || status.key]));
    const info = (type: string) => catalog.nodes.find(({ id }) => id === type);
    const unit = (type: string) => nodes.get(type);
    const exits = (step: Step) => unit(step.type).exits?.(step.settings ?? {}) ?? [];
    const name = (step: Step) => say(step.title, language) || say(info(step.type)?.label, language) || step.key;
    const arrow = (one: Arrow) => {
      const source = steps.get(one.from);
      const ways = source ? exits(source) : [];
      const exit = ways.find(({ key }) => key === one.on) ?? (one.on || ways.length < 2 ? undefined : ways[0]);
      const words = [say(exit?.title, language) || (one.on ?? ''), conditionWords(one.when, columns, (key, params) => t(key, { defaultValue: key.split('.').at(-1), ...params }))];
      return words.filter(Boolean).join(t('designprocess:if')) || (one.default ? t('designprocess:otherwise') : '');
    };
    return { language, info, unit, exits, arrow, step: (one) => (typeof one === 'string' ? (steps.has(one) ? name(steps.get(one)!) : one) : name(one)), status: (key) => (key ? (statuses.get(key) ?? key) : '') };
  }, [bundle, catalog, flow.form, flow.nodes, flow.statuses, i18n, language]);
}

/** useWrong sorts the problems of the process by the part they are about: `nodes/key`, `people/key`. */
export function useWrong(flow: Flow): ReadonlyMap<string, Wrong> {
  const { problems } = useSurroundings();
  return useMemo(() => {
    const found = new Map<string, Wrong>();
    for (const problem of problems) {
      const [, , part = '', at = ''] = problem.pointer.split('/');
      const list = lists.find((name): name is ListName => name === part);
      const key = list ? (flow[list]?.[Number(at)] as { key: string } | undefined)?.key : at;
      if (!key) continue;
      const wrong = found.get(`${part}/${key}`) ?? { words: [], hard: false };
      found.set(`${part}/${key}`, { words: [...wrong.words, problem.message || problemText(problem)], hard: wrong.hard || !problem.warning });
    }
    return found;
  }, [problems, flow]);
}

/** What the parts of the process designer share. */
export interface FlowDesk {
  process: Process;
  flow: Flow;
  names: Names;
  wrong: ReadonlyMap<string, Wrong>;
  boxes: Boxes;
  selection: Selection | undefined;
  select: (selection: Selection | undefined) => void;
  do: (command: FlowCommand) => void;
  /** The step just put in: its title waits to be written. */
  fresh: string;
  setFresh: (key: string) => void;
  /** Where the record of a trial stands; undefined while nothing is tried. */
  standing?: Standing;
}

export const FlowContext = createContext<FlowDesk | undefined>(undefined);

export function useFlow(): FlowDesk {
  const found = useContext(FlowContext);
  if (!found) throw new Error('parts of the process designer stand in it');
  return found;
}

/** useProcess is the process under work, for editors that may also stand elsewhere. */
export function useProcess(): Process {
  return useDocument<Flow>();
}
