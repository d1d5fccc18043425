/** The simulator's control calls. A refusal becomes an Error with its sentence. */
async function ask(method, path, wish) {
  const body = wish === undefined ? undefined : JSON.stringify(wish);
  const response = await fetch(`/sim/${path}`, { method, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const get = (path) => ask('GET', path);
export const post = (path, wish = {}) => ask('POST', path, wish);
export const remove = (path) => ask('DELETE', path);

/**
 * Follows everything that happens; reconnects by itself.
 * @param {{entry: (entry: object) => void, state: (connected: boolean) => void}} on
 */
export function follow(on) {
  const source = new EventSource('/sim/stream');
  source.addEventListener('open', () => on.state(true));
  source.addEventListener('error', () => on.state(false));
  source.addEventListener('message', ({ data }) => on.entry(JSON.parse(data)));
}
