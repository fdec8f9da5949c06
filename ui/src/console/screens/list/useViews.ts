import { post, put, remove } from '../../../api/client';
import { everything, type ListView } from '../../../model/list';
import type { SavedContent } from '../../../model/savedview';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import type { ListState } from './useList';

/** useViews saves, changes and deletes views of a list, and chooses the one it opens with. */
export function useViews(list: ListState, app: string, form: string) {
  const { busy, run } = useOnce();
  const say = useSay();
  const at = `apps/${app}/forms/${form}`;
  const { view } = list;
  const match = () => ({ ifMatch: `"${view?.saved?.rev ?? 0}"` });
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ['columns', app, form] }), queries.invalidateQueries({ queryKey: ['records', app, form] })]);
  /** attempt does one thing and reads the views again, also when somebody else was faster. */
  const attempt = async <T>(work: (key: string) => Promise<T>, done: string): Promise<T | undefined> => {
    try {
      const answer = await run(work);
      await again();
      say.done(done);
      return answer;
    } catch (error) {
      say.failed(error);
      void again();
      return undefined;
    }
  };
  return {
    busy,
    /** Keeps a new view; a refusal is thrown. */
    save: async (content: SavedContent, done: string) => {
      const made = await run((key) => post<ListView>(`${at}/views`, content, { idempotencyKey: key }));
      if (!made) return;
      await again();
      list.open(made.key);
      say.done(done);
    },
    /** Changes the view one is looking at by what its dialog says; a refusal is thrown. */
    settle: async (content: SavedContent, done: string) => {
      await run(() => put(`${at}/views/${view!.key}`, content, match()));
      await again();
      say.done(done);
    },
    /** Changes the view one is looking at into what is seen, which is then no change any more. */
    change: async (content: SavedContent, done: string) => {
      if (await attempt(() => put(`${at}/views/${view!.key}`, content, match()), done)) {
        list.choose(undefined);
        list.open(view!.key);
      }
    },
    begin: (key: string, done: string) => attempt(() => put(`${at}/start`, { view: key === everything ? '' : key }), done),
    drop: async (done: string) => {
      const gone = async () => {
        await remove(`${at}/views/${view!.key}`, match());
        return true;
      };
      if (await attempt(gone, done)) {
        list.choose(undefined);
        list.open(undefined);
      }
    },
  };
}
