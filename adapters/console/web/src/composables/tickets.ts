import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/client';
import type { Ticket, TicketQuery } from '../api/types';
import { reasonOf } from './load';
import { useLive } from './live';

const pageSize = 50;
const refreshMax = 200;

/**
 * A list of tickets that stays true without jumping under the reader: rows change in place, rows that no longer belong
 * stay (marked) until the list is loaded again, and new ones wait behind a button.
 */
export function useTicketList(query: Ref<TicketQuery>) {
  const items = shallowRef<Ticket[]>([]);
  const next = ref<string>();
  const fresh = shallowRef<Ticket[]>([]);
  const gone = shallowRef(new Set<string>());
  const failure = ref<{ reason: string }>();
  const busy = ref(false);
  let turn = 0;

  function forget() {
    fresh.value = [];
    gone.value = new Set();
  }

  async function load(after?: string) {
    const mine = ++turn;
    busy.value = true;
    failure.value = undefined;
    try {
      const page = await api.tickets({ ...query.value, limit: String(pageSize), ...(after ? { after } : {}) });
      if (mine !== turn) return;
      if (!after) forget();
      items.value = after ? [...items.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (error) {
      if (mine !== turn) return;
      failure.value = { reason: reasonOf(error) };
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  /** Looks again at what is shown. */
  async function refresh() {
    const mine = turn;
    const count = Math.min(Math.max(items.value.length + fresh.value.length, pageSize), refreshMax);
    const page = await api.tickets({ ...query.value, limit: String(count) }).catch(() => undefined);
    if (!page || mine !== turn) return;
    const now = new Map(page.items.map((ticket) => [ticket.id, ticket]));
    const shown = new Set(items.value.map(({ id }) => id));
    const oldest = next.value ? (items.value.at(-1)?.opened ?? 0) : 0;
    items.value = items.value.map((ticket) => now.get(ticket.id) ?? ticket);
    // Rows beyond what was looked at again are left as they are.
    const looked = items.value.slice(0, count);
    gone.value = new Set(looked.filter(({ id }) => !now.has(id)).map(({ id }) => id));
    // What stands behind the last row belongs to the next page.
    fresh.value = page.items.filter(({ id, opened }) => !shown.has(id) && opened >= oldest);
  }

  watch(
    query,
    () => {
      items.value = [];
      void load();
    },
    { immediate: true },
  );
  useLive(({ what }) => what === 'ticket', () => void refresh());

  return {
    items: computed(() => items.value),
    next,
    fresh,
    gone,
    failure,
    busy,
    more: () => load(next.value),
    reload: () => load(),
    showFresh: () => load(),
  };
}
