import { Suspense, useEffect } from 'react';
import { Outlet } from 'react-router';
import { listen } from '../live';
import { Waiting } from '../Waiting';
import { Gate } from './Gate';
import { OfflineBar } from './OfflineBar';
import { Relogin } from './Relogin';

/** Wide is the frame of screens that need all the room there is, such as the designers: no menu, the same session. */
export function Wide() {
  return (
    <Gate>
      <Room />
    </Gate>
  );
}

function Room() {
  useEffect(listen, []);
  return (
    <>
      <OfflineBar />
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
      <Relogin />
    </>
  );
}
