import { chmodSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HUNT_FAULTS, huntText } from "@/test/hunts/hostile-fixture";
import { until } from "@/test/until";
import { isDivisible, tablesOf } from "./analysis";
import { MAX_HUNT_BYTES } from "./files";
import { HuntIndex } from "./index-of-hunts";

let directory: string;
beforeEach(() => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-index-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(path.join(directory, file), text);
/** The library needs minutes for these few bytes. */
const ENDLESS = `${huntText("endless")}more:\n  ${"? ".repeat(400)}\n`;

describe("any error in one file rejects only that file", () => {
	it(`${HUNT_FAULTS.map(([name]) => name).join("; ")}`, async () => {
		write("a.yaml", huntText("a"));
		for (const [at, [, content]] of HUNT_FAULTS.entries()) {
			const bad = path.join(directory, `bad${at}.yaml`);
			if (typeof content === "string") writeFileSync(bad, content);
			else content(bad);
		}
		write("z.yaml", huntText("z"));
		const index = new HuntIndex(directory);
		const { hunts, refused } = await index.list();
		expect(hunts.map(({ id }) => id)).toEqual(["a", "z"]);
		expect(refused).toHaveLength(HUNT_FAULTS.length);
		for (const [at, [name, , says]] of HUNT_FAULTS.entries()) {
			const file = `bad${at}.yaml`;
			const found = refused.find((one) => one.file === file);
			expect(found?.reason, name).toMatch(says);
			expect(found?.reason, name).toMatch(new RegExp(`^${file} is not used: .*\\.$`, "s"));
			expect(found?.places[0], name).toMatchObject({ file });
		}
		expect((await index.find("z"))?.name).toBe("z");
		expect(await index.find("x")).toBeUndefined();
	});

	it.skipIf(process.getuid?.() === 0)("a file and a directory that may not be read", async () => {
		write("a.yaml", huntText("a"));
		write("bad.yaml", huntText("bad"));
		chmodSync(path.join(directory, "bad.yaml"), 0);
		mkdirSync(path.join(directory, "closed"), { mode: 0 });
		const { hunts, refused } = await new HuntIndex(directory).list();
		chmodSync(path.join(directory, "closed"), 0o700);
		expect(hunts.map(({ id }) => id)).toEqual(["a"]);
		expect(refused.map(({ reason }) => reason)).toEqual([
			"bad.yaml is not used: it can't be read.",
			"closed is not used: it can't be read.",
		]);
	});

	it("a file that takes too long ends its reader, not this process, and a new reader reads the rest", async () => {
		write("a.yaml", huntText("a"));
		write("bad.yaml", ENDLESS);
		write("z.yaml", huntText("z"));
		const readers: (number | undefined)[] = [];
		const onStart = (pid: number | undefined) => {
			readers.push(pid);
			// It gives way to processes of the usual priority, and has this one's where that is lower already.
			expect(os.getPriority(pid)).toBeGreaterThanOrEqual(Math.max(5, os.getPriority()));
		};
		const index = new HuntIndex(directory, { timeoutMs: 3_000, onStart });
		let over = false;
		const list = index.list().finally(() => {
			over = true;
		});
		// While the file is read, this process does other work: it counts turns of its event loop.
		await until(() => readers.length === 1, "a reader has started");
		for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
		expect(over).toBe(false);
		const { hunts, refused } = await list;
		expect(hunts.map(({ id }) => id)).toEqual(["a", "z"]);
		expect(refused.map(({ reason }) => reason)).toEqual([
			"bad.yaml is not used: reading it takes longer than a hunt may.",
		]);
		expect(readers).toHaveLength(2);
		for (const pid of readers) expect(() => process.kill(pid ?? 0, 0)).toThrow("ESRCH");
		// It is known now: nobody tries it again.
		expect((await index.list()).refused).toHaveLength(1);
		expect(readers).toHaveLength(2);
	});

	it("a file that fills the memory ends its reader, and a new reader reads the rest", async () => {
		write("a.yaml", huntText("a"));
		write("bad.yaml", `${huntText("bad")}tactics:\n${"- a\n".repeat((MAX_HUNT_BYTES - 100) / 4)}`);
		write("z.yaml", huntText("z"));
		const { hunts, refused } = await new HuntIndex(directory, { heapMb: 48 }).list();
		expect(hunts.map(({ id }) => id)).toEqual(["a", "z"]);
		expect(refused.map(({ reason }) => reason)).toEqual([
			"bad.yaml is not used: reading it takes more memory than a hunt may.",
		]);
	});
});

it("a query too long to be parsed in the server is parsed by the reader", async () => {
	const ids = Array.from({ length: 2_000 }, (_, n) => `"m${n}@example.com"`).join(", ");
	write(
		"long.yaml",
		`id: long\nname: Long\nquery: |\n  EmailEvents\n  | where SenderFromAddress in (${ids})\n`,
	);
	write("short.yaml", huntText("short"));
	const index = new HuntIndex(directory);
	const { hunts } = await index.list();
	const long = hunts.find(({ id }) => id === "long");
	expect(long?.analysis).toEqual({ tables: ["EmailEvents"], rowWise: true });
	expect(hunts.find(({ id }) => id === "short")?.analysis).toBeUndefined();
	if (!long) throw new Error("it is not there");
	expect(tablesOf(long)).toEqual(["EmailEvents"]);
	expect(isDivisible(long, long.kql)).toBe(true);
	expect(isDivisible(long, `${long.kql} `)).toBe(false);
});

describe("the index", () => {
	it("reads a file when it is new or was written, and the directory when the list is requested", async () => {
		let readers = 0;
		const index = new HuntIndex(directory, { onStart: () => readers++ });
		for (let n = 0; n < 300; n++) write(`${n}.yaml`, huntText(`h${n}`));
		expect((await index.list()).hunts).toHaveLength(300);
		expect(readers).toBe(1);

		write("new.yaml", huntText("new"));
		// What every request asks looks at no directory: the new file is not there yet.
		expect((await index.known()).hunts).toHaveLength(300);
		expect((await index.find("h7"))?.file).toBe("7.yaml");
		expect(readers).toBe(1);
		expect((await index.list()).hunts).toHaveLength(301);
		expect(readers).toBe(2);
		expect((await index.list()).hunts).toHaveLength(301);
		expect(readers).toBe(2);

		write("7.yaml", huntText("h7", "Seven anew"));
		expect((await index.find("h7"))?.name).toBe("Seven anew");
		unlinkSync(path.join(directory, "8.yaml"));
		expect(await index.find("h8")).toBeUndefined();
		expect((await index.known()).hunts).toHaveLength(300);
	});

	it("returns a list with a newly written file to the person who wrote it, also while others are being read", async () => {
		write("a.yaml", huntText("a"));
		const index = new HuntIndex(directory);
		const first = index.list();
		write("b.yaml", huntText("b"));
		const [second, third] = await Promise.all([index.list(), index.list()]);
		await first;
		expect(second.hunts.map(({ id }) => id)).toEqual(["a", "b"]);
		expect(third).toBe(second);
	});

	describe("while many files are read", () => {
		const MANY = 1_200;
		const id = (n: number) => `h${n}`;
		const writeAll = (name: string) => {
			for (let n = 0; n < MANY; n++) write(`${n}.yaml`, huntText(id(n), `${name} ${n}`));
		};
		/** An index whose next reader is stopped until it is released. */
		function heldIndex() {
			const held = { hold: false, pid: 0, letGo: () => process.kill(held.pid, "SIGCONT") };
			const index = new HuntIndex(directory, {
				onStart: (pid) => {
					if (!held.hold || !pid) return;
					Object.assign(held, { hold: false, pid });
					process.kill(pid, "SIGSTOP");
				},
			});
			return { index, held };
		}

		it("answers with what it has read, reads a requested hunt first, and drops deleted files", async () => {
			writeAll("Old");
			const { index, held } = heldIndex();
			expect((await index.list()).reading).toBeNull();
			writeAll("New");
			unlinkSync(path.join(directory, "8.yaml"));
			held.hold = true;
			const meanwhile = await index.current();
			expect(meanwhile.reading).toEqual({ read: 0, total: MANY - 1 });
			expect(meanwhile.hunts).toHaveLength(MANY - 1);
			expect(meanwhile.hunts.every(({ name }) => name.startsWith("Old "))).toBe(true);
			expect((await index.known()).reading).not.toBeNull();
			expect((await index.find("h7"))?.name).toBe("New 7");
			const [first, second] = await Promise.all([index.find("h20"), index.find("h21")]);
			expect([first?.name, second?.name]).toEqual(["New 20", "New 21"]);
			expect((await index.current()).hunts.filter(({ name }) => name.startsWith("New "))).toHaveLength(3);
			held.letGo();
			const { hunts, reading } = await index.list();
			expect(reading).toBeNull();
			expect(hunts.every(({ name }) => name.startsWith("New "))).toBe(true);
		});

		it("reports the progress of the first reading, and returns each hunt as it is read", async () => {
			writeAll("Old");
			const { index, held } = heldIndex();
			held.hold = true;
			expect(await index.current()).toEqual({ hunts: [], refused: [], reading: { read: 0, total: MANY } });
			await expect(index.find("h1", 1)).rejects.toMatchObject({
				code: "unavailable",
				message: "The hunt files are being read: 0 of 1,200.",
			});
			const wanted = index.find("h1");
			held.letGo();
			expect((await wanted)?.name).toBe("Old 1");
			expect(await index.find("none")).toBeUndefined();
			expect((await index.list()).hunts).toHaveLength(MANY);
		});
	});

	it("does not parse a file again that was only touched", async () => {
		for (let n = 0; n < 20; n++) write(`${n}.yaml`, huntText(`h${n}`));
		const index = new HuntIndex(directory);
		const before = await index.list();
		const later = new Date(Date.now() + 60_000);
		for (let n = 0; n < 20; n++) utimesSync(path.join(directory, `${n}.yaml`), later, later);
		expect(await index.find("h3")).toBe(before.hunts.find(({ id }) => id === "h3"));
		write("5.yaml", huntText("h5", "Five"));
		const after = await index.list();
		for (const known of before.hunts) {
			const now = after.hunts.find(({ id }) => id === known.id);
			if (known.id === "h5") expect(now?.name).toBe("Five");
			else expect(now).toBe(known);
		}
	});

	it("uses the first by file name of several with one id, and lists the others", async () => {
		for (const file of ["c.yaml", "a.yaml", "b.yaml"]) write(file, huntText("one", file));
		const { hunts, refused } = await new HuntIndex(directory).list();
		expect(hunts.map(({ name }) => name)).toEqual(["a.yaml"]);
		expect(refused.map(({ file, reason }) => [file, reason])).toEqual([
			["b.yaml", "b.yaml is not used: it has the same id as a.yaml."],
			["c.yaml", "c.yaml is not used: it has the same id as a.yaml."],
		]);
	});
});
