import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { percentile, runBench } from "./harness";

let directory: string;
beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "afterclick-bench-"));
	vi.stubEnv("DATA_DIRECTORY", directory);
	reloadConfig();
});
afterEach(async () => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	reloadConfig();
	await rm(directory, { recursive: true });
});

it("takes percentiles by nearest rank", () => {
	expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
	expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
	expect(percentile([7], 0.95)).toBe(7);
});

it("measures both in turn and saves the result", async () => {
	const order: string[] = [];
	let ms = 0;
	vi.spyOn(performance, "now").mockImplementation(() => ms);
	let closed = false;
	const result = await runBench("demo", {
		size: 3,
		rounds: 10,
		notes: "12 ms against 4 ms of a test clock",
		prepare: async ({ size }) => ({
			subject: async () => {
				order.push("subject");
				ms += 12;
				return size;
			},
			floor: async () => {
				order.push("floor");
				ms += 4;
				return 3;
			},
			agree: (subject: number, floor: number) => subject === floor,
			close: async () => {
				closed = true;
			},
		}),
	});
	expect(result).toMatchObject({ name: "demo", size: 3, rounds: 10 });
	expect(result).toMatchObject({ p50_ms: 12, floor_p50_ms: 4, ratio_p50: 3, ratio_p95: 3 });
	expect(order.slice(-4)).toEqual(["subject", "floor", "floor", "subject"]);
	expect(closed).toBe(true);
	expect(JSON.parse(await readFile(join(directory, "bench/demo.json"), "utf8"))).toEqual(result);
});

it("fails when the two give different answers", async () => {
	const run = runBench("demo", {
		size: 1,
		notes: "",
		prepare: async () => ({ subject: async () => 1, floor: async () => 2, agree: (a, b) => a === b }),
	});
	await expect(run).rejects.toThrow("do not give the same answer");
});
