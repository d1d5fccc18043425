import { computed, shallowRef } from 'vue';
import { en } from './en';
import { zhCN, type Words } from './zh-CN';

export const languages: Words[] = [zhCN, en];

const kept = 'warmline.language';
const chosen = shallowRef(languages.find(({ tag }) => tag === read()) ?? zhCN);

function read(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null; // storage is blocked: Chinese, for as long as the page lives
  }
}

/** The language in force, as Intl and the document want it. */
export const language = computed(() => chosen.value.tag);
/** The language that a click would choose. */
export const otherLanguage = computed(() => languages.find((one) => one !== chosen.value) ?? zhCN);

export function setLanguage(next: Words) {
  chosen.value = next;
  try {
    localStorage.setItem(kept, next.tag);
  } catch {
    // See read().
  }
}

/** Everything the page says, in the language in force; what reads it while rendering follows a change of language. */
export const words = new Proxy({} as Words, {
  get: (_, key) => chosen.value[key as keyof Words],
});
