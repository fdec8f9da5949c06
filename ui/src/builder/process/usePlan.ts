import { useEffect, useMemo, useState } from 'react';
import type { Flow } from '../../model/flow';
import { arrange, remembered, type Plan } from './arrange';
import { sizeOf } from './shapes';
import type { Names } from './useFlow';

/** Above so many steps the automatic layout takes longer than a press of a key may. */
const many = 60;

/** usePlan says where everything stands. Of a large process what was put in stands near by at once, and is laid out with the rest a moment later. */
export function usePlan(flow: Flow, names: Names): Plan {
  const { nodes, transitions, moves, layout } = flow;
  const size = useMemo(() => (type: string) => sizeOf(names.unit(type)), [names]);
  const wanted = useMemo(() => ({ label: names.arrow, main: mainWay(flow, names) }), [flow, names]);
  const [settled, setSettled] = useState(flow);
  const quick = nodes.length > many && settled !== flow;
  useEffect(() => {
    if (settled === flow) return undefined;
    const timer = setTimeout(() => setSettled(flow), 250);
    return () => clearTimeout(timer);
  }, [flow, settled]);
  return useMemo(() => (quick ? (remembered(flow, size) ?? arrange(flow, size, wanted)) : arrange(flow, size, wanted)), [nodes, transitions, moves, layout, size, wanted, quick]);
}

/** The arrows a record goes when everything goes well are kept straight: the first way out of each step. */
function mainWay(flow: Flow, names: Names) {
  const steps = new Map(flow.nodes.map((step) => [step.key, step]));
  return ({ from, on }: { from: string; on?: string }) => {
    const step = steps.get(from);
    const first = step ? names.exits(step)[0]?.key : undefined;
    return !on || on === first;
  };
}
