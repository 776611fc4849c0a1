/**
 * `DetectionMethods` in words. Defender writes it as JSON, `{"Phish":["Advanced filter"]}`, in some exports as
 * plain text; what is no such JSON is given back as it is.
 */
export function detectionText(text: string | null): string | null {
	if (text === null || !text.trimStart().startsWith("{")) return text;
	try {
		const methods: unknown = JSON.parse(text);
		if (typeof methods !== "object" || methods === null) return text;
		return Object.entries(methods)
			.map(([threat, named]) => `${threat}: ${Array.isArray(named) ? named.join(", ") : String(named)}`)
			.join("; ");
	} catch {
		return text;
	}
}
