import { beforeEach, describe, expect, it, vi } from "vitest";

/** The hashes in work, in the order they began, each with how it ends. */
const begun = vi.hoisted(() => [] as { readonly what: string; end: () => void }[]);
vi.mock("node:os", async (original) => ({ ...(await original<object>()), availableParallelism: () => 4 }));
vi.mock("@node-rs/argon2", () => ({
	hash: async () => "a hash",
	verify: (_: string, what: string) =>
		new Promise<boolean>((resolve, reject) =>
			begun.push({ what, end: () => (what === "fails" ? reject(new Error("not a hash")) : resolve(true)) }),
		),
}));

const { verifyPassword } = await import("./password");

const settle = () => new Promise((resolve) => setImmediate(resolve));
const order = () => begun.map(({ what }) => what);
async function end(what: string): Promise<void> {
	begun.find((each) => each.what === what)?.end();
	await settle();
}

describe("passwords that are compared at once", () => {
	beforeEach(() => void begun.splice(0));

	it("are worked one at a time for an address, and addresses take turns", async () => {
		const all = ["a1", "a2", "a3"].map((what) => verifyPassword("a hash", what, "192.0.2.1"));
		await settle();
		expect(order()).toEqual(["a1"]);
		all.push(...["b1", "b2"].map((what) => verifyPassword("a hash", what, "192.0.2.2")));
		all.push(verifyPassword("a hash", "c1", "192.0.2.3"));
		await settle();
		expect(order(), "half of four cores").toEqual(["a1", "b1"]);
		for (const what of ["a1", "b1", "c1", "a2", "b2", "a3"]) await end(what);
		expect(order()).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
		expect(await Promise.all(all)).toEqual(Array.from({ length: 6 }, () => true));
	});

	it("leave no place taken when one fails", async () => {
		const failed = expect(verifyPassword("a hash", "fails", "192.0.2.4")).rejects.toThrow("not a hash");
		await settle();
		const next = verifyPassword("a hash", "d2", "192.0.2.4");
		await end("fails");
		await failed;
		expect(order()).toEqual(["fails", "d2"]);
		await end("d2");
		expect(await next).toBe(true);
	});
});
