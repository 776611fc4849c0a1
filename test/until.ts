/**
 * Waits until a condition holds, for tests of what happens in another process or connection.
 * @param what the condition in words: what the error says did not happen
 * @param ms patience; generous, since it is spent only by a test that fails
 * @throws Error when it does not hold in time
 */
export async function until(
	condition: () => boolean | Promise<boolean>,
	what: string,
	ms = 30_000,
): Promise<void> {
	const end = Date.now() + ms;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error(`Did not happen within ${ms / 1_000} s: ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
