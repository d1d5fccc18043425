import { onBeforeUnmount, ref } from 'vue';
import type { Change } from '../api/types';

type Listener = (change: Change | undefined) => void;

const retryMs = 10_000;
const listeners = new Set<Listener>();
const connected = ref(true);
let source: EventSource | undefined;
let opened = false;
let retry: ReturnType<typeof setTimeout> | undefined;

function tell(change: Change | undefined) {
  for (const listener of listeners) listener(change);
}

function connect() {
  source?.close();
  source = new EventSource('/api/v1/events');
  source.addEventListener('open', () => {
    connected.value = true;
    if (opened) tell(undefined); // whatever was missed while away
    opened = true;
  });
  source.addEventListener('change', (event) => tell(JSON.parse((event as MessageEvent<string>).data) as Change));
  source.addEventListener('error', () => {
    connected.value = false;
    // An answer that is no stream ends an EventSource for good: try again later.
    if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, retryMs);
  });
}

/** Opens the stream of changes; the browser reconnects by itself. */
export function startLive() {
  stopLive();
  connect();
}

export function stopLive() {
  clearTimeout(retry);
  source?.close();
  source = undefined;
  opened = false;
  connected.value = true;
}

/** Tells this page of a change it made itself, in case the stream does not. */
export function announce(change: Change) {
  tell(change);
}

export function useConnected() {
  return connected;
}

const gatherMs = 400;

/**
 * Calls `refresh` when something changed that `concerns` (or after a break in the stream), at most once in a while:
 * changes come in bursts.
 */
export function useLive(concerns: (change: Change) => boolean, refresh: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listener: Listener = (change) => {
    if (change && !concerns(change)) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh();
    }, gatherMs);
  };
  listeners.add(listener);
  onBeforeUnmount(() => {
    listeners.delete(listener);
    clearTimeout(timer);
  });
}
