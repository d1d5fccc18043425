// The platform's API, as far as a message needs it; keeps what it was asked.
import { createServer } from 'node:http';

export async function startPlatform() {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, 'http://platform');
    const raw = Buffer.concat(chunks).toString('utf8');
    requests.push({ method: request.method, path: url.pathname, query: Object.fromEntries(url.searchParams), raw });
    const token = { access_token: 'TOKEN+/=1', expires_in: 7200 };
    const answer = url.pathname.endsWith('token') ? token : { errcode: 0, errmsg: 'ok' };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
