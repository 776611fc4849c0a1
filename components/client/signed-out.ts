/**
 * What happens to a request when the session has ended under it: it waits until the person has signed in again,
 * and is sent once more. The console's dialog answers; without one (on the sign-in page) requests fail at once.
 */

/** Asks the person to sign in. True once they have, as the same person; false when they would rather not. */
type Ask = (write: boolean) => Promise<boolean>;

let ask: Ask | null = null;

/** Has the dialog answer from now on. @returns takes it back */
export function answerSignedOut(next: Ask): () => void {
	ask = next;
	return () => {
		if (ask === next) ask = null;
	};
}

/**
 * Sends, and sends again after a sign-in where the answer is that there is no session.
 * @param write whether something a person did would be lost with it
 */
export async function withSignIn<T>(
	send: () => Promise<T>,
	{ write, signal }: { readonly write: boolean; readonly signal?: AbortSignal | undefined },
): Promise<T> {
	try {
		return await send();
	} catch (error) {
		if (!isSignedOut(error) || ask === null || !(await ask(write))) throw error;
		signal?.throwIfAborted();
		return await send();
	}
}

function isSignedOut(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "unauthenticated";
}
