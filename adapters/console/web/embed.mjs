// Writes a C++ file that embeds the built page and the OpenAPI document: embed.mjs DIST OPENAPI OUT.cpp
// The assembler reads the files (.incbin), so that the compiler need not parse a million numbers.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const [dist, openapi, out] = process.argv.slice(2).map((path) => resolve(path));
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const gzipDir = join(dirname(out), 'gzip');
mkdirSync(gzipDir, { recursive: true });

const blobs = [];
function blob(file) {
  blobs.push(file);
  return blobs.length - 1;
}
const view = (index) => (index < 0 ? '{}' : `{b${index}, static_cast<std::size_t>(e${index} - b${index})}`);

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
const rows = files.map((file, index) => {
  const path = '/' + relative(dist, file);
  const type = types[extname(file)];
  if (!type) throw new Error(`no media type is known for ${path}`);
  const bytes = readFileSync(file);
  const zipped = gzipSync(bytes, { level: 9 });
  let gzip = -1;
  const raw = blob(file);
  if (zipped.length < bytes.length * 0.9) {
    const name = join(gzipDir, `${index}.gz`);
    writeFileSync(name, zipped);
    gzip = blob(name);
  }
  const etag = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  const immutable = path.startsWith('/assets/');
  return `    {"${path}", "${type}", "\\"${etag}\\"", ${view(raw)}, ${view(gzip)}, ${immutable}},`;
});
const document = blob(openapi);

writeFileSync(
  out,
  `// Made by web/embed.mjs from the built page.
#include "assets.hpp"

#include <array>

__asm__(".section .rodata\\n"
${blobs.map((file, i) => `        ".global warmline_b${i}\\nwarmline_b${i}:\\n.incbin \\"${file}\\"\\n.global warmline_e${i}\\nwarmline_e${i}:\\n"`).join('\n')}
        ".previous\\n");

namespace warmline::console {

${blobs.map((_, i) => `extern const char b${i}[] __asm__("warmline_b${i}"), e${i}[] __asm__("warmline_e${i}");`).join('\n')}

std::span<const Asset> page_assets() noexcept {
    static const std::array<Asset, ${rows.length}> assets{{
${rows.join('\n')}
    }};
    return assets;
}

std::string_view openapi_document() noexcept { return ${view(document)}; }

}  // namespace warmline::console
`,
);
