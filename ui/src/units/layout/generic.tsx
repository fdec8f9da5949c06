import { defineLayout, type LayoutProps } from './layout';

/** What stands in a unit that is not known here is drawn as if it stood by itself. */
function View({ children, draw }: LayoutProps) {
  return <>{draw(children)}</>;
}

export default defineLayout({ type: 'generic', View });
