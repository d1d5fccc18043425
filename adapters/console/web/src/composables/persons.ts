import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/client';
import type { Helper, PersonSearch } from '../api/types';
import { reasonOf } from './load';
import { useLive } from './live';

const pageSize = 50;
const refreshMax = 200;

/** A list of those who help, searched and paged by the service; rows that are shown stay true. */
export function usePersonList(search: Ref<PersonSearch>) {
  const items = shallowRef<Helper[]>([]);
  const total = ref(0);
  const next = ref<string>();
  const failure = ref<{ reason: string }>();
  const busy = ref(false);
  let turn = 0;

  async function load(after?: string) {
    const mine = ++turn;
    busy.value = true;
    failure.value = undefined;
    try {
      const page = await api.persons({ ...search.value, limit: pageSize, ...(after ? { after } : {}) });
      if (mine !== turn) return;
      items.value = after ? [...items.value, ...page.items] : page.items;
      total.value = page.total;
      next.value = page.next;
    } catch (error) {
      if (mine === turn) failure.value = { reason: reasonOf(error) };
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  /** Looks again at the rows from the first on; those beyond are left as they are. */
  async function refresh() {
    const mine = turn;
    const limit = Math.min(Math.max(items.value.length, pageSize), refreshMax);
    const page = await api.persons({ ...search.value, limit }).catch(() => undefined);
    if (!page || mine !== turn) return;
    const beyond = items.value.slice(limit);
    const seen = new Set(page.items.map(({ id }) => id));
    items.value = [...page.items, ...beyond.filter(({ id }) => !seen.has(id))];
    total.value = page.total;
    if (beyond.length === 0) next.value = page.next;
  }

  watch(search, () => void load(), { immediate: true });
  useLive(({ what }) => what === 'person' || what === 'ticket', () => void refresh());

  return { items: computed(() => items.value), total, next, failure, busy, more: () => load(next.value), reload: () => load() };
}
