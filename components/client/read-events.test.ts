import { expect, it } from "vitest";
import { readEvents } from "./read-events";

it("reads events wherever the network splits them", async () => {
	const bytes = new TextEncoder().encode(
		': still here\n\nevent: progress\ndata: {"done":1}\n\nevent: verdict\ndata: {"name":"é\\n"}\n\n',
	);
	for (const size of [1, 7, 1_000]) {
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
				controller.close();
			},
		});
		const events = [];
		for await (const event of readEvents(body)) events.push(event);
		expect(events).toEqual([
			{ event: "progress", data: { done: 1 } },
			{ event: "verdict", data: { name: "é\n" } },
		]);
	}
});
