import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Broken } from './Broken';
import { Page } from './Page';
import { screens, type Screen } from './screen';
import { granted } from '../model/session';
import { useSession } from './session';
import { Shell } from './frame/Shell';
import { Wide } from './frame/Wide';
import { Waiting } from './Waiting';

const Missing = lazy(() => import('./Missing'));

/** Allowed shows a screen to whoever may open it, and says so to everybody else who came by its address. */
function Allowed({ need, children }: { need: string; children: ReactNode }) {
  const session = useSession();
  return session && !granted(session, need) ? <Missing what="denied" /> : children;
}

function route(screen: Screen): RouteObject {
  const Body: ComponentType = lazy(screen.load);
  const element = (
    <Suspense fallback={<Waiting />}>
      <Page area={screen.area}>
        {screen.need ? (
          <Allowed need={screen.need}>
            <Body />
          </Allowed>
        ) : (
          <Body />
        )}
      </Page>
    </Suspense>
  );
  // The error boundary sits inside the shell: one broken screen leaves the menu usable.
  return { path: screen.path, element, errorElement: <Broken /> };
}

const missing: RouteObject = {
  path: '*',
  element: (
    <Suspense fallback={<Waiting />}>
      <Missing />
    </Suspense>
  ),
};

/** The console's addresses, made of every screen found and the page for addresses nobody has. */
export const router = createBrowserRouter([
  ...screens.filter((screen) => screen.bare).map(route),
  { element: <Wide />, errorElement: <Broken />, children: screens.filter((screen) => screen.wide).map(route) },
  {
    path: '/',
    element: <Shell />,
    errorElement: <Broken />,
    children: [...screens.filter((screen) => !screen.bare && !screen.wide).map(route), missing],
  },
]);
