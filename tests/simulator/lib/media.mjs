/** Media of users' messages: ids, and a file for each that is as small as can be. */

let lastMedia = 0;

export const isMediaId = (id) => /^sim-(image|voice|video|thumb)-\d+$/.test(id);
/** @param {"image"|"voice"|"video"|"thumb"} kind */
export const nextMedia = (kind) => `sim-${kind}-${(lastMedia += 1)}`;

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** A smallest possible file of the media's kind. Voice: the AMR header and one frame of silence. */
export function mediaFile(id) {
  if (id.startsWith('sim-voice'))
    return { type: 'audio/amr', bytes: Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from([0x7c])]) };
  if (id.startsWith('sim-video')) return { type: 'video/mp4', bytes: Buffer.from('00000008667265650000', 'hex') };
  return { type: 'image/png', bytes: picture };
}
