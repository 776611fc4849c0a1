/** Queries that would keep a parser busy for as long as they like. */

export const nestedNot = (depth: number) => `T\n| where ${"not(".repeat(depth)}true${")".repeat(depth)}`;

/** One line for each number from 1 to `count`. */
export const chain = (line: (n: number) => string, count: number) =>
	Array.from({ length: count }, (_, n) => line(n + 1)).join("\n");

/** Let statements, each standing for twice the one before. */
export const doublingLets = (count: number) => chain((n) => `let t${n} = union t${n - 1}, t${n - 1};`, count);
