import { ReactFlowProvider } from '@xyflow/react';
import { ExperimentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Lines } from '../../console/parts/Lines';
import { pointerOf, selectionAt, type Flow, type FlowCommand, type Selection } from '../../model/flow';
import type { Standing } from '../../model/trial';
import { nodes as units } from '../../units/nodes';
import { Canvas } from '../process/Canvas';
import { Rail } from '../process/Rail';
import { Side } from '../process/Side';
import { usePlan } from '../process/usePlan';
import { FlowContext, useNames, useWrong, type FlowDesk } from '../process/useFlow';
import { useDocument, useSurroundings } from '../useDesign';
import style from '../process/rail.module.css';

const Trial = lazy(() => import('../process/trial/Trial'));

/** The process designer: what steps can be, the flow as boxes and arrows, and what is selected. */
export default function ProcessDesigner() {
  // All words at once: what waited for them later would take the canvas away, and the keyboard with it.
  useTranslation(['designprocess', 'design', 'settings', 'said', 'list', 'designparts']);
  const types = units.types();
  const [ready, setReady] = useState(() => units.ready(types));
  useEffect(() => {
    if (!ready) void units.load(units.types()).then(() => setReady(true));
  }, [ready]);
  return ready ? (
    <ReactFlowProvider>
      <Desk />
    </ReactFlowProvider>
  ) : (
    <Lines />
  );
}

function Desk() {
  const { design, at, look } = useSurroundings();
  const process = useDocument<Flow>();
  const flow = process.spec;
  const names = useNames(flow);
  const wrong = useWrong(flow);
  const [selection, setSelection] = useState<Selection>();
  const [fresh, setFresh] = useState('');
  const [trying, setTrying] = useState(false);
  const [standing, setStanding] = useState<Standing>();
  const side = useRef<HTMLDivElement>(null);
  const looked = useRef('');
  const plan = usePlan(flow, names);
  useEffect(() => {
    if (at === looked.current) return;
    looked.current = at;
    const found = selectionAt(flow, at);
    if (found) setSelection(found);
  }, [at, flow]);
  const select = useCallback(
    (next: Selection | undefined) => {
      setSelection(next);
      if (looked.current) {
        looked.current = '';
        look('');
      }
    },
    [look],
  );
  const perform = useCallback((command: FlowCommand) => design.do<Flow>(command), [design]);
  const present = selection && pointerOf(flow, selection) ? selection : undefined;
  const desk: FlowDesk = useMemo(() => ({ process, flow, names, wrong, boxes: plan.boxes, selection: present, select, do: perform, fresh, setFresh, standing }), [process, flow, names, wrong, plan, present, select, perform, fresh, standing]);
  const connect = useCallback(() => {
    side.current?.querySelector<HTMLElement>('[data-connect] input')?.focus();
  }, []);
  return (
    <FlowContext value={desk}>
      <Rail />
      <Canvas plan={plan} onConnect={connect} />
      <Try on={trying} onTry={setTrying} />
      {trying ? (
        <Suspense fallback={<Lines />}>
          <Trial onClose={() => setTrying(false)} onStand={setStanding} />
        </Suspense>
      ) : present ? (
        <div className={style.side} ref={side} onBlur={design.settle}>
          <Side selection={present} key={`${present.part}/${present.key}`} />
        </div>
      ) : null}
    </FlowContext>
  );
}

/** Try opens the trial of the draft, among the tools of the head. */
function Try({ on, onTry }: { on: boolean; onTry: (on: boolean) => void }) {
  const { t } = useTranslation('designprocess');
  const tools = document.getElementById('design-tools');
  if (!tools) return null;
  return createPortal(
    <Button icon={<ExperimentOutlined aria-hidden />} aria-pressed={on} onClick={() => onTry(!on)}>
      {t('try')}
    </Button>,
    tools,
  );
}
