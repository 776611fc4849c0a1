"use client";

import "./globals.css";

/** Shown when even the layout fails, so it leans on nothing. */
export default function GlobalError({
	error,
	retry,
}: {
	error: Error & { digest?: string };
	retry: () => void;
}) {
	return (
		<html lang="en">
			<body>
				<title>Something went wrong · Afterclick</title>
				<main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-2 px-6 text-center">
					<h1 className="font-semibold text-lg">Afterclick could not start this page</h1>
					<p className="text-muted">
						Your saved work is safe. If this keeps happening, check the server’s log
						{error.digest === undefined ? "." : ` for ${error.digest}.`}
					</p>
					<button
						type="button"
						onClick={retry}
						className="mt-2 h-8 rounded-md bg-accent px-3 font-medium text-accent-fg hover:bg-accent-hover"
					>
						Try again
					</button>
				</main>
			</body>
		</html>
	);
}
