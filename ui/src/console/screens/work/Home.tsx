import { Navigate } from 'react-router';

/** The start page is the person's own work. */
export default function Home() {
  return <Navigate to="/work" replace />;
}
