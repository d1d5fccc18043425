import { ref } from 'vue';
import { api } from '../api/client';
import { useLive } from './live';

/** How many families, calls, undelivered messages and proposed incidents wait, for the navigation. */
export function useCounts() {
  const families = ref(0);
  const calls = ref(0);
  const parked = ref(0);
  const incidents = ref(0);
  async function refresh() {
    try {
      const [waiting, open, held] = await Promise.all([api.households({ which: 'waiting' }), api.calls(), api.parked()]);
      families.value = waiting.items.length;
      calls.value = open.items.length;
      parked.value = held.items.length;
      incidents.value = (await api.incidents()).proposed.length;
    } catch {
      // The pages themselves show what is wrong; the counts only help.
    }
  }
  useLive((change) => change.what !== 'ticket', () => void refresh());
  return { families, calls, parked, incidents, refresh };
}
