import { ref } from 'vue';
import { api } from '../api/client';
import { useLive } from './live';

/** Proposed groups, and those that nobody leads any more. */
async function groupsWaiting() {
  const { proposed, open } = await api.groups();
  return proposed.length + open.filter((group) => !group.led).length;
}

/** How many families, calls, undelivered messages, proposed incidents and groups wait, for the navigation; and how many houses have rooms to book. */
export function useCounts() {
  const families = ref(0);
  const calls = ref(0);
  const parked = ref(0);
  const incidents = ref(0);
  const groups = ref(0);
  const houses = ref(0);
  async function refresh() {
    try {
      const [waiting, open, held] = await Promise.all([api.households({ which: 'waiting' }), api.calls(), api.parked()]);
      families.value = waiting.items.length;
      calls.value = open.items.length;
      parked.value = held.items.length;
      incidents.value = (await api.incidents()).proposed.length;
      groups.value = await groupsWaiting();
      houses.value = (await api.places()).houses.length;
    } catch {
      // The pages themselves show what is wrong; the counts only help.
    }
  }
  useLive(({ what }) => what !== 'ticket' && what !== 'person', () => void refresh());
  return { families, calls, parked, incidents, groups, houses, refresh };
}
