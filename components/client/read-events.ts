export interface ReadEvent {
	readonly event: string;
	/** Parsed from JSON. */
	readonly data: unknown;
}

/** Server-sent events of an answer to a POST, which EventSource cannot send. Comments are left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReadEvent> {
	const decoder = new TextDecoder();
	const reader = body.getReader();
	let text = "";
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			text += decoder.decode(value, { stream: true });
			for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
				const lines = text.slice(0, end).split("\n");
				text = text.slice(end + 2);
				const member = (name: string) =>
					lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
				const data = member("data");
				if (data !== undefined) yield { event: member("event") ?? "message", data: JSON.parse(data) };
			}
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}
