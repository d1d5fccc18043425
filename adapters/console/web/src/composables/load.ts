import { ref, shallowRef } from 'vue';
import { ApiError } from '../api/client';
import { words } from '../words';

/** What went wrong, as a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.message : words.errors.unexpected;
}

/**
 * Data that is loaded, and loaded again. The last answer stays on screen while a newer one is on its way, and an answer
 * that was overtaken is dropped.
 */
export function useLoad<Data>(fetch: () => Promise<Data>) {
  const data = shallowRef<Data>();
  const failure = ref<{ status: number; reason: string }>();
  const busy = ref(false);
  let turn = 0;

  async function load(quietly = false) {
    const mine = ++turn;
    busy.value = !quietly;
    try {
      const answer = await fetch();
      if (mine !== turn) return;
      data.value = answer;
      failure.value = undefined;
    } catch (error) {
      if (mine !== turn) return;
      // A quiet refresh that fails leaves what is shown; the stream's state tells that it may be old.
      if (!quietly || !data.value) {
        failure.value = { status: error instanceof ApiError ? error.status : 0, reason: reasonOf(error) };
        data.value = undefined;
      }
    } finally {
      if (mine === turn) busy.value = false;
    }
  }
  return { data, failure, busy, load };
}
