import type { ReactNode } from "react";

/** The page around signing in: the product's name and one calm column. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
	return (
		<main className="flex min-h-dvh flex-col items-center bg-surface px-4 py-8 sm:pt-[16dvh]">
			<div className="flex w-full max-w-88 flex-col gap-4">
				<p className="flex items-center gap-2 font-semibold">
					<svg aria-hidden="true" viewBox="0 0 32 32" className="size-6">
						<rect width="32" height="32" rx="7" className="fill-accent" />
						<path d="M10 7v15l4-4 3 7 3-1.3-3-6.7h6z" className="fill-accent-fg" />
					</svg>
					Afterclick
				</p>
				<div className="flex flex-col gap-4 rounded-lg border bg-canvas p-5">
					<h1 className="font-semibold text-lg">{title}</h1>
					{children}
				</div>
			</div>
		</main>
	);
}
