import { zh } from './zh';

/** Everything the page says. Another language is another object of this shape. */
export type Words = typeof zh;
export const words: Words = zh;
