import { shallowRef } from 'vue';
import { api } from '../api/client';
import type { Ticket, TicketState } from '../api/types';
import { useLive } from './live';

/** States in which somebody still has something to do. */
export const openStates: TicketState[] = [
  'new', 'clarifying', 'offered', 'accepted', 'in_progress', 'resolved', 'returned', 'waiting', 'parked', 'reopened',
];
/** The list of all crises that are not over. */
export const crisisQuery = { crisis: '1', state: openStates.join(',') };

const limit = 100;

/** Crises that are not over: those that nobody has taken first, then the oldest first. */
export function useCrises() {
  const tickets = shallowRef<Ticket[]>([]);
  async function refresh() {
    try {
      const { items } = await api.tickets({ ...crisisQuery, limit: String(limit) });
      tickets.value = items.sort(
        (a, b) => Number(Boolean(a.assignee_name)) - Number(Boolean(b.assignee_name)) || a.opened - b.opened,
      );
    } catch {
      // What is shown stays: a crisis does not go away because a request failed.
    }
  }
  void refresh();
  useLive(({ what }) => what === 'ticket', () => void refresh());
  return tickets;
}
