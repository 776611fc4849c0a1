/** An ISO 8601 interval as the SDK writes it: `start/end`, or a duration in days that ends now. */
export function readInterval(timespan: string): { from: Date; to: Date } {
	const [from = "", to = ""] = timespan.split("/");
	if (to !== "") return { from: new Date(from), to: new Date(to) };
	const days = Number(/^P(\d+)D$/.exec(from)?.[1]);
	const now = new Date();
	return { from: new Date(now.getTime() - days * 86_400_000), to: now };
}
