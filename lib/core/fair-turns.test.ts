import { describe, expect, it } from "vitest";
import { FairTurns } from "./fair-turns";

/** Work that the test ends, and what has begun so far. */
function rig(places: number) {
	const turns = new FairTurns(places);
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	const work = (owner: string, name: string, signal?: AbortSignal) =>
		turns.run(
			owner,
			() => {
				begun.push(name);
				return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
			},
			signal,
		);
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	const end = async (name: string) => {
		await settle();
		ends.get(name)?.();
		await settle();
	};
	return { turns, begun, work, end };
}

describe("FairTurns", () => {
	it("does one after the other, and who came once before the second of who came often", async () => {
		const { begun, work, end } = rig(1);
		const all = [work("a", "a1"), work("a", "a2"), work("a", "a3"), work("b", "b1")];
		await end("a1");
		expect(begun).toEqual(["a1", "b1"]);
		for (const name of ["b1", "a2", "a3"]) await end(name);
		expect(await Promise.all(all)).toEqual(["a1", "a2", "a3", "b1"]);
	});

	it("keeps the last of three places for another owner", async () => {
		const { begun, work, end } = rig(3);
		const all = [work("a", "a1"), work("a", "a2"), work("a", "a3"), work("b", "b1")];
		await end("");
		expect(begun).toEqual(["a1", "a2", "b1"]);
		for (const name of ["a1", "a2", "b1", "a3"]) await end(name);
		await Promise.all(all);
	});

	it("gives a place back when the work fails, and leaves out who no longer waits", async () => {
		const { turns, begun, work, end } = rig(1);
		await expect(turns.run("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
		const first = work("a", "a1");
		const gone = new AbortController();
		const left = work("b", "b1", gone.signal);
		gone.abort(new Error("left"));
		await expect(left).rejects.toThrow("left");
		await expect(work("b", "b2", gone.signal)).rejects.toThrow("left");
		const last = work("b", "b3");
		await end("a1");
		expect(begun).toEqual(["a1", "b3"]);
		await end("b3");
		await Promise.all([first, last]);
	});
});
