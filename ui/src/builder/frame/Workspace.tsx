import { lazy, Suspense, useEffect, useMemo, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { Answer } from '../../console/parts/Answer';
import { Lines } from '../../console/parts/Lines';
import { Failed } from '../../console/parts/State';
import { say, toLanguage } from '../../i18n/text';
import type { Catalog, Definition } from '../../model/design';
import { loadDesigner } from '../designers';
import { placeOf } from '../kinds';
import type { Design, Designed, Place } from '../session';
import { SurroundingsContext, useBundle, useCatalog, useCheck, useDesign, useFollow, type Surroundings } from '../useDesign';
import { Announcer } from './Announcer';
import { Bar } from './Bar';
import { Conflict } from './Conflict';
import { Strip } from './Strip';
import { useKeys } from './useKeys';
import style from './frame.module.css';

/** Workspace is the frame around every designer: what is edited, whether it is saved, what is wrong, and publishing. */
export default function Workspace() {
  // Words that came later would empty the whole desk for a moment, and take the focus from whoever types.
  useTranslation(['design', 'said', 'settings', 'designother', 'list']);
  const { app = '', kind = '', key = '' } = useParams();
  const place = useMemo(() => ({ app, kind, key }), [app, kind, key]);
  const [state, design] = useDesign(place);
  const catalog = useCatalog();
  const bundle = useBundle(app);
  useFollow(app);
  useKeys(design);
  if (state.state === 'failed') return <Failed error={state.error} onRetry={() => void design.reload()} />;
  return (
    <div className={style.workspace}>
      <Bar place={place} state={state} design={design} />
      <Conflict state={state} design={design} />
      <main className={style.body} id="content" tabIndex={-1}>
        <Answer query={catalog}>
          {(units) => (
            <Answer query={bundle}>{(all) => (state.state === 'ready' ? <Desk key={`${kind}/${key}`} place={place} design={design} state={state} catalog={units} all={all} /> : <Lines />)}</Answer>
          )}
        </Answer>
      </main>
      <Announcer state={state} />
    </div>
  );
}

interface DeskProps {
  place: Place;
  design: Design;
  state: Designed;
  catalog: Catalog;
  all: readonly Definition[];
}

/** Desk holds what the designer of one definition may ask for, and the strip of its problems. */
function Desk({ place, design, state, catalog, all }: DeskProps) {
  const { i18n } = useTranslation('design');
  const [params, setParams] = useSearchParams();
  const checked = useCheck(place.app);
  const document = state.edit.document;
  const bundle = useMemo(() => [...all.filter((one) => one.kind !== place.kind || one.key !== place.key), document], [all, document, place]);
  const own = useMemo(() => {
    const found = (checked.data?.problems ?? []).flatMap((problem) => {
      const { kind, key, at } = placeOf(problem.pointer);
      return kind === place.kind && key === place.key ? [{ ...problem, pointer: at }] : [];
    });
    return [...state.refusal, ...found];
  }, [checked.data, state.refusal, place]);
  const look = (pointer: string) => setParams(pointer ? { at: pointer } : {}, { replace: true });
  const around: Surroundings = { place, design, catalog, bundle, problems: own, at: params.get('at') ?? '', look };
  const Designer = useMemo<ComponentType>(() => lazy(() => loadDesigner(place.kind)), [place.kind]);
  const title = say(document.title, toLanguage(i18n.language)) || place.key;
  useEffect(() => {
    globalThis.document.title = title;
  }, [title]);
  return (
    <SurroundingsContext value={around}>
      <div className={style.desk}>
        <Suspense fallback={<Lines />}>
          <Designer />
        </Suspense>
      </div>
      <Strip checked={checked.data} own={own} place={place} look={look} />
    </SurroundingsContext>
  );
}
