import { useQuery } from '@tanstack/react-query';
import { get } from '../../../api/client';
import type { Branch, RoleGroup } from '../../../model/people';
import { ofPeople } from '../../live';
import { queries } from '../../query';

export interface Organisation {
  departments: readonly Branch[];
  without: number;
}

export const useOrganisation = () => useQuery({ queryKey: ['organisation'], queryFn: () => get<Organisation>('organisation') });
export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: () => get<RoleGroup[]>('roles') });

/** peopleChanged reads again what shows people: after a change, lists and counts are old. */
export async function peopleChanged(): Promise<void> {
  await Promise.all(ofPeople.map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
