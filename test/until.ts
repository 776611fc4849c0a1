/**
 * Waits until a condition holds, for tests of what happens in another process or connection.
 * @param what the condition in words: what the error says did not happen
 * @param ms how long to wait at most; generous, since only a test that fails waits so long
 * @param everyMs how long to wait before the condition is asked again
 * @throws Error when it does not hold in time
 */
export async function until(
	condition: () => boolean | Promise<boolean>,
	what: string,
	ms = 60_000,
	everyMs = 10,
): Promise<void> {
	const end = Date.now() + ms;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error(`Did not happen within ${ms / 1_000} s: ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
}
